import { z } from 'zod'
import { parseTradingDay, type TradingDay } from '../../domain/calendar/trading-day.ts'
import { parsePrice } from '../../domain/money/price-text.ts'
import type { Price } from '../../domain/money/price.ts'
import { STRATEGIES, type Strategy } from '../../domain/spread/strategy-table.ts'

// On the wire a price is a decimal text of dollars per share, money an integer of cents whose name ends in Cents, an instant
// an integer of epoch milliseconds whose name ends in At, and a day YYYY-MM-DD in New York. docs/decisions/0073 says why.

/** Dollars per share as the API writes them: `1.25`, `-0.175`. */
export const PRICE_TEXT = z
  .string()
  .meta({ description: 'Dollars per share, a decimal text with at most 4 decimals.', example: '1.25' })

/** Dollars per share as the API reads them, at least 0. */
export const PRICE = z
  .string()
  .max(20)
  .regex(/^\d{1,8}(\.\d{1,4})?$/, 'must be dollars per share as a decimal text, such as "1.25"')
  .transform((text, context): Price => {
    const read = parsePrice(text)
    if (read.ok) return read.value
    context.addIssue({ code: 'custom', message: read.message })
    return z.NEVER
  })
  .meta({ description: 'Dollars per share, a decimal text with at most 4 decimals.', example: '1.25' })

/** Money, in cents. */
export const CENTS = z.number().int().meta({ description: 'Cents.' })

/** Epoch milliseconds. */
export const AT = z.number().int().meta({ description: 'Epoch milliseconds.' })

/** A New York day as the API writes it. */
export const DAY_TEXT = z
  .string()
  .meta({ description: 'A day in New York, YYYY-MM-DD.', example: '2026-12-18' })

/** A New York day as the API reads it. */
export const DAY = z
  .string()
  .max(10)
  // Far beyond every listing, and within what New York's time can be told of.
  .refine((text) => text >= '1998-01-01' && text <= '2099-12-31', 'must be a day of 1998 to 2099')
  .transform((text, context): TradingDay => {
    const read = parseTradingDay(text)
    if (read.ok) return read.value
    context.addIssue({ code: 'custom', message: read.message })
    return z.NEVER
  })
  .meta({ description: 'A day in New York, YYYY-MM-DD.', example: '2026-12-18' })

/** A net price of a spread: what it costs or brings per share. */
export const NET_PRICE = z
  .object({ effect: z.enum(['credit', 'debit', 'even']), amount: PRICE_TEXT })
  .meta({ id: 'NetPrice' })

/** The strategies of the table. */
export const STRATEGY = z.enum(Object.keys(STRATEGIES) as [Strategy, ...Strategy[]])

/** The name of something: an id, or an account. */
export const NAME = z.string().min(1).max(100)

/** How many rows a list gives. */
export const COUNT = z.coerce.number().int().min(1).max(500).default(100)

/** `true` or `false` in a query. */
export const FLAG = z.enum(['true', 'false']).transform((text) => text === 'true')

/** Which account is meant. */
export const ACCOUNT_QUERY = z.strictObject({
  account: NAME.optional().meta({
    description: 'The account, as `accounts` names it; may be left out by who has one only.',
  }),
})

/** The name of a row in a path. */
export const ID_PATH = z.object({ id: NAME })
