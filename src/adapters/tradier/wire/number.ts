import { z } from 'zod'
import { instant } from '../../../domain/calendar/instant.ts'

const DECIMAL = /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/

/**
 * The number in a value, also one that is written as a text; null for everything that is none: absent, null, NaN, "NaN",
 * "null", the empty text.
 */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** The text in a value; null when it is none, or says null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== 'null' ? value : null
}

/** A number, or null where there is none. */
export const NUMBER = z.unknown().optional().transform(numberOf)

/** A number that must be there. */
export const NUMBER_GIVEN = z.unknown().transform(numberOf).pipe(z.number())

/** A whole number, zero or more, that must be there. */
export const COUNT = NUMBER_GIVEN.pipe(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER))

/** A text, or null where there is none. */
export const TEXT = z.unknown().optional().transform(textOf)

/** An id: a number on the wire, a text here, since it is compared and never counted with. */
export const ID = z
  .union([z.number().int().positive().max(Number.MAX_SAFE_INTEGER), z.string().regex(/^[1-9]\d{0,17}$/)])
  .transform(String)

/** A moment as ISO 8601, in epoch milliseconds. */
export const MOMENT = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/)
  .transform((text) => Math.floor(Date.parse(text)))
  .pipe(z.number().int())
  .transform(instant)
