import { z } from 'zod'
import { NAME, PRICE_TEXT } from './wire-values.ts'

/** What stops the engine from entering; exits go on under all of it. */
export const ENTRY_GATE = z
  .object({
    account: z.string(),
    open: z.boolean(),
    flags: z.array(z.object({ flag: z.string(), reason: z.string() })),
    phrases: z.object({ release: z.string(), flatten: z.string() }).meta({
      description: 'What must be typed to release a hard stop, and to flatten the account.',
    }),
  })
  .meta({ id: 'EntryGate' })

/** Why a person stops entries. */
export const STOP_BODY = z.strictObject({ reason: z.string().min(1).max(200) })

/** What a person types to confirm. */
export const TYPED_BODY = z.strictObject({ typed: z.string().max(200) })

/** Nothing needs to be said. */
export const EMPTY_BODY = z.strictObject({})

/** Whether orders of other hands are cancelled as well. */
export const CANCEL_BODY = z.strictObject({ everything: z.boolean().default(false) })

/** What became of a wish to cancel. */
export const CANCEL_REPORT = z
  .object({ asked: z.array(z.string()), stillWorking: z.array(z.string()), foreign: z.array(z.string()) })
  .meta({ id: 'CancelReport' })

/** A closing order that was sent. */
export const SENT_CLOSE = z
  .object({
    tradeId: NAME,
    spreads: z.number().int(),
    orderId: z.string().nullable(),
    state: z.string(),
  })
  .meta({ id: 'SentClose' })

/** What flattening did. */
export const FLATTEN_REPORT = z
  .object({
    cancelled: CANCEL_REPORT,
    closing: z.array(SENT_CLOSE),
    left: z.array(z.object({ tradeId: z.string(), code: z.string(), message: z.string() })),
    unclaimed: z.array(z.object({ symbol: z.string(), quantity: z.number() })),
  })
  .meta({ id: 'FlattenReport' })

/** The order that buys an uncovered short back. */
export const SENT_COVER = z
  .object({
    tradeId: z.string(),
    symbol: z.string(),
    contracts: z.number().int(),
    limit: PRICE_TEXT,
    orderId: z.string().nullable(),
    outcome: z.enum(['accepted', 'rejected', 'unsent', 'unknown']),
  })
  .meta({ id: 'SentCover' })
