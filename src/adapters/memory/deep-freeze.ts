/**
 * Freezes a value with everything in it and gives it back. A store hands out the very object that it was given: a
 * copy of each row would cost more than the whole transaction, and a row that a reader could change would be a write
 * that no transaction knows of. Objects that are frozen already are still entered, since freezing is shallow.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const name in value) deepFreeze(value[name])
  return Object.isFrozen(value) ? value : Object.freeze(value)
}
