import type { Result } from '../domain/refusal.ts'

/** What a person asked cannot be done as asked: one sentence for them, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The value of a result; a refusal becomes the person's usage error, in the refusal's own words. */
export function orUsageError<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new UsageError(result.message)
  return result.value
}
