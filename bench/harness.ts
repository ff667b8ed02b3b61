import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The chain that comes with the project, for whoever has no recorded market at hand. */
export const SAMPLE_CHAIN = fileURLToPath(new URL('../src/app/sample/sample-chain.csv', import.meta.url))

/** What a benchmark measured, by the names that the issues and the README use. */
export type Figures = Readonly<Record<string, number>>

/** One benchmark: a file `bench/NAME.bench.ts` exports it as `bench`. */
export interface Bench {
  readonly name: string
  /** One line on what is measured. */
  readonly about: string
  /** Measures, and prints readable rows on the way. */
  run(print: (line: string) => void): Figures | Promise<Figures>
}

/** Thrown when a benchmark cannot run here; the message says in one sentence what to do. */
export class BenchUnavailable extends Error {
  override readonly name = 'BenchUnavailable'
}

/** Milliseconds that `work` takes. */
export function timeMs(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** The middle of `runs` timings of `work` in milliseconds, after one run that warms it up. `runs` is odd. */
export function medianMs(work: () => void, runs = 5): number {
  work()
  const timings = Array.from({ length: runs }, () => timeMs(work)).sort((a, b) => a - b)
  return timings[runs >> 1]!
}

/** What the figures were measured on. */
export function machine(): string {
  const [cpu] = cpus()
  return `${cpu?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`
}

/** A row of a label and values in aligned columns. */
export function row(label: string, ...values: readonly string[]): string {
  return label.padEnd(44) + values.map((value) => ` ${value.padStart(15)}`).join('')
}
