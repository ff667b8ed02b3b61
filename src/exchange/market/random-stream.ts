const UINT32 = 4_294_967_296

/**
 * A stream of random numbers, the same for the same key. sfc32 of PractRand (Chris Doty-Humphrey, public
 * domain): 128 bits of state, integer arithmetic only, so that every machine draws the same integers.
 */
export class RandomStream {
  #a: number
  #b: number
  #c: number
  #counter = 1
  #spare = Number.NaN

  /** @param key the integers that name the stream: the seed, a day, a component */
  constructor(...key: readonly number[]) {
    this.#a = hashOf(0x9e3779b9, ...key)
    this.#b = hashOf(0x243f6a88, ...key)
    this.#c = hashOf(0xb7e15162, ...key)
    // PractRand's own advice: the first draws still resemble the key.
    for (let i = 0; i < 12; i++) this.uint32()
  }

  /** The next 32 bits, as an integer from 0. */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** The next number from 0 up to, but not, 1. */
  uniform(): number {
    return this.uint32() / UINT32
  }

  /** The next draw of the standard normal distribution (Marsaglia and Bray 1964, the polar method). */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare
      this.#spare = Number.NaN
      return spare
    }
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const scale = Math.sqrt((-2 * Math.log(s)) / s)
      this.#spare = v * scale
      return u * scale
    }
  }
}

/**
 * 32 bits that look random and are the same for the same integers: a draw without a stream, for what must be
 * found without drawing everything before it. The mixing is the finalizer of MurmurHash3 (Austin Appleby,
 * public domain).
 *
 * @example
 * hashOf(1, 2) === hashOf(1, 2) // => true
 */
export function hashOf(...key: readonly number[]): number {
  let hash = 0x2545f491
  for (const part of key) hash = mix(hash ^ Math.imul(part | 0, 0xcc9e2d51))
  return hash >>> 0
}

/**
 * `hashOf` of two integers as a number from 0 up to, but not, 1.
 *
 * @example
 * hashUniform(1, 2) === hashUniform(1, 2) // => true
 */
export function hashUniform(a: number, b: number): number {
  return (mix(mix(0x2545f491 ^ Math.imul(a | 0, 0xcc9e2d51)) ^ Math.imul(b | 0, 0xcc9e2d51)) >>> 0) / UINT32
}

/**
 * The 32 bits that stand for a word, such as a ticker, in the key of a stream.
 *
 * @example
 * hashOfText('SPX') === hashOfText('SPY') // => false
 */
export function hashOfText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = mix(hash ^ text.charCodeAt(i))
  return hash >>> 0
}

function mix(value: number): number {
  let h = (value + 0x6d2b79f5) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
