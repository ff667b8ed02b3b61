import { expect } from 'vitest'
import { runExample } from './run-example.ts'

/** Runs an example and expects each of its lines to be true. */
export async function expectExample(file: string, code: string): Promise<void> {
  for (const { expression, actual, expected, decimals } of await runExample(file, code)) {
    if (decimals === undefined) expect(actual, expression).toEqual(expected)
    else expect(actual, expression).toBeCloseTo(expected as number, decimals)
  }
}
