import type { JsonValue } from '../ports/store/decision-store.ts'

/** What a decision looked at as plain data: exactly what is stored, and what a replay is given again. */
export function plainData(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue
}
