import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { COMMONEST_PASSWORDS } from './commonest-passwords.ts'

const SHORTEST = 12
const LONGEST = 256
/** A shorter part of a name may be in a good password by chance. */
const SHORTEST_NAME = 4
const FEWEST_LETTERS = 5
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', '1234567890', 'qwertyuiopasdfghjklzxcvbnm']

/** Which rule a password breaks. */
export type PasswordRefusal =
  | 'password_must_be_long_enough'
  | 'password_must_be_short_enough'
  | 'password_must_not_be_common'
  | 'password_must_not_be_a_name'

/**
 * Whether a password may be chosen. Length counts, kinds of characters do not: rules about these make people write them
 * down. Refused are the commonest, rows of the keyboard, few letters again and again, and one's own names.
 *
 * Refuses: `password_must_be_long_enough` (12 characters), `password_must_be_short_enough` (256),
 * `password_must_not_be_common`, `password_must_not_be_a_name`.
 */
export function judgePassword(password: string, names: readonly string[]): Result<true, PasswordRefusal> {
  const length = [...password].length
  if (length < SHORTEST) {
    return refuse('password_must_be_long_enough', `The password must have at least ${SHORTEST} characters.`)
  }
  if (length > LONGEST || password.length > LONGEST) {
    return refuse('password_must_be_short_enough', `The password must have at most ${LONGEST} characters.`)
  }
  const text = password.toLowerCase()
  if (COMMONEST_PASSWORDS.has(text) || new Set(text).size < FEWEST_LETTERS || isRow(text)) {
    return refuse(
      'password_must_not_be_common',
      'That password is among the first that are tried; choose another.',
    )
  }
  const parts = names
    .flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)])
    .map((name) => name.toLowerCase())
  const isName = parts.some((part) => part.length >= SHORTEST_NAME && withoutTail(text, part))
  return isName
    ? refuse('password_must_not_be_a_name', 'The password must not be made of your own name or address.')
    : ok(true)
}

/** A row of keys, there or back, perhaps again and again. */
function isRow(text: string): boolean {
  return ROWS.flatMap((row) => [row, [...row].reverse().join('')]).some((row) =>
    row.repeat(26).includes(text),
  )
}

/** Whether nothing but the name, its repetition and a few digits or signs is in the text. */
function withoutTail(text: string, name: string): boolean {
  return text.includes(name) && text.replaceAll(name, '').replace(/[\d\W_]/g, '').length < SHORTEST_NAME
}
