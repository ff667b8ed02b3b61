/** A generator of numbers that a seed repeats: Mulberry32, whose whole state is one 32-bit integer. */
export interface SeededRandom {
  /** 32 bits, never negative. */
  state: number
}

/** A generator at its beginning. */
export function seededRandom(seed: number): SeededRandom {
  return { state: seed >>> 0 }
}

/** The next number, from 0 up to but not 1. Mulberry32 (Tommy Ettinger, public domain), integer arithmetic only. */
export function nextRandom(random: SeededRandom): number {
  random.state = (random.state + 0x6d2b79f5) >>> 0
  let t = random.state
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
