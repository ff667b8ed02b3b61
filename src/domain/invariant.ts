/** A bug in this program: a condition that the code relies on does not hold. It ends the process. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation'
}

/**
 * Asserts what must be true for the code to be right. Never use it for outside input, which is refused
 * or reported as a fault instead: to go on after a broken invariant could send a wrong order.
 *
 * @throws {InvariantViolation} when `condition` is false
 */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantViolation(message)
}
