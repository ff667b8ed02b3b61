import { z } from 'zod'
import { FOUND_EXIT_REASONS, ORDERED_EXIT_REASONS } from '../../domain/trade/exit-reason.ts'
import { TRADE_FLAGS } from '../../domain/trade/trade-flag.ts'
import { TRADE_STATUSES } from '../../domain/trade/trade-status.ts'
import { AT, CENTS, DAY, DAY_TEXT, NAME, NET_PRICE, PRICE, PRICE_TEXT, STRATEGY } from './wire-values.ts'

const SCORE = z.number().min(0).max(100).nullable().default(null)
const WORDS = z.string().max(100).nullable().default(null)

/** What the caller knew and thought; kept as it was said. */
const CONTEXT = z.strictObject({
  strategy: WORDS,
  cardScore: SCORE,
  aiScore: SCORE,
  technicalScore: SCORE,
  sentimentScore: SCORE,
  aiVerdict: WORDS,
  gateVerdict: WORDS,
  deltaAtEntry: z.number().min(-1).max(1).nullable().default(null),
  ivAtEntry: z.number().min(0).max(20).nullable().default(null).meta({ description: '0.25 is 25 %.' }),
})

/** A trade as a person wants to begin it: a single option to buy, or a vertical. */
export const PLACE_BODY = z
  .strictObject({
    strategy: z.enum([
      'LONG_CALL',
      'LONG_PUT',
      'BULL_PUT_CREDIT',
      'BEAR_CALL_CREDIT',
      'BULL_CALL_DEBIT',
      'BEAR_PUT_DEBIT',
    ]),
    root: z.string().min(1).max(10).meta({ description: 'SPY, SPXW, $SPX, BRK.B', example: 'SPY' }),
    expiration: DAY,
    strikes: z
      .array(PRICE)
      .min(1)
      .max(2)
      .meta({ description: 'Ascending.', example: ['650', '655'] }),
    quantity: z.number().int().min(1).max(1_000),
    limit: PRICE.nullable()
      .default(null)
      .meta({ description: 'The worst net price per share; null at market.', example: '2.55' }),
    stopLoss: PRICE.nullable().default(null),
    takeProfit: PRICE.nullable().default(null),
    context: CONTEXT.prefault({}),
  })
  .meta({ id: 'TradeWish' })

/** A trade in one line. */
export const TRADE = z
  .object({
    id: NAME,
    version: z.number().int().meta({ description: 'Goes back with a command: a stale one is refused.' }),
    status: z.enum(TRADE_STATUSES),
    flags: z.array(z.enum(TRADE_FLAGS)),
    origin: z.enum(['ENGINE', 'MANUAL', 'IMPORTED']),
    managed: z.boolean(),
    strategy: STRATEGY,
    underlying: z.string(),
    root: z.string(),
    expiration: DAY_TEXT,
    strikes: z.array(PRICE_TEXT),
    quantity: z.number().int(),
    openQuantity: z.number().int(),
    entry: NET_PRICE.nullable(),
    exit: NET_PRICE.nullable(),
    exitReason: z.enum([...ORDERED_EXIT_REASONS, ...FOUND_EXIT_REASONS]).nullable(),
    mark: PRICE_TEXT.nullable().meta({ description: 'What closing would bring per share, + received.' }),
    markedAt: AT.nullable(),
    unrealizedCents: CENTS.nullable(),
    realizedCents: CENTS.nullable(),
    maxProfitCents: CENTS.nullable(),
    maxLossCents: CENTS.nullable(),
    createdAt: AT,
    openedAt: AT.nullable(),
    closedAt: AT.nullable(),
    can: z.object({ close: z.boolean(), cancelEntry: z.boolean(), setManaged: z.boolean() }),
  })
  .meta({ id: 'Trade' })

/** A trade that was placed. */
export const PLACED = z
  .object({
    trade: TRADE,
    outcome: z.enum(['working', 'partially_filled', 'filled', 'unknown', 'over']),
    orderId: z.string().nullable(),
    repeated: z.boolean().meta({ description: 'Whether this is the answer of an earlier request.' }),
  })
  .meta({ id: 'Placed' })

/** What a trade would be, before it is sent. */
export const PREVIEW = z
  .object({
    passed: z.boolean(),
    checks: z.array(
      z.object({
        rule: z.string(),
        passed: z.boolean(),
        value: z.number().nullable(),
        limit: z.number().nullable(),
        unit: z.enum(['cents', 'count', 'price']).nullable().meta({
          description: 'Of value and limit; a price is in units of 1/10,000 dollar here.',
        }),
        message: z.string().nullable(),
      }),
    ),
    limit: NET_PRICE.nullable(),
    mid: PRICE_TEXT.nullable(),
    natural: PRICE_TEXT.nullable(),
    costCents: CENTS.nullable(),
    brokerCostCents: CENTS.nullable(),
    feesCents: CENTS.nullable(),
    maxLossCents: CENTS.nullable(),
    maxProfitCents: z.union([CENTS, z.literal('unbounded')]).nullable(),
    lossUntilStopCents: CENTS.nullable(),
    breakevens: z.array(PRICE_TEXT),
  })
  .meta({ id: 'Preview' })

const VERSION = z.number().int().min(1)

/** How a trade is to be closed. */
export const CLOSE_BODY = z.strictObject({
  version: VERSION,
  kind: z.enum(['market', 'limit']).default('market'),
  limit: PRICE.nullable().default(null),
})

/** What a close came to; a fill alone makes a trade CLOSED. */
export const CLOSED = z
  .object({
    trade: TRADE,
    outcome: z.enum(['sent', 'waits', 'closed_by_bracket']),
    orderId: z.string().nullable(),
    state: z.string().nullable(),
  })
  .meta({ id: 'Close' })

/** Other protection for a trade; null takes one away. */
export const ADJUST_BODY = z.strictObject({
  version: VERSION,
  stopLoss: PRICE.nullable(),
  takeProfit: PRICE.nullable(),
})

/** What protects a trade, and who holds it. */
export const ADJUSTED = z
  .object({
    trade: TRADE,
    protection: z.object({
      stopLoss: PRICE_TEXT.nullable(),
      takeProfit: PRICE_TEXT.nullable(),
      heldBy: z.enum(['broker', 'engine']).nullable(),
    }),
  })
  .meta({ id: 'Adjusted' })

/** Whether the engine may exit a trade. */
export const MANAGE_BODY = z.strictObject({ managed: z.boolean() })

/** A spread that stands at the broker and that no trade explains. */
export const ADOPT_BODY = z.strictObject({
  strategy: STRATEGY,
  root: z.string().min(1).max(10),
  expiration: DAY,
  strikes: z.array(PRICE).min(1).max(4),
  quantity: z.number().int().min(1).max(1_000),
  entry: z
    .strictObject({ effect: z.enum(['credit', 'debit', 'even']), amount: PRICE })
    .nullable()
    .default(null)
    .meta({ description: 'What one spread brought or cost per share; null when nobody knows.' }),
  managed: z.boolean().default(false),
})

/** Confirms that an uncovered short is bought back: the leg's own symbol. */
export const COVER_BODY = z.strictObject({ typed: z.string().max(40) })

/** The version of the trade that a person looked at. */
export const VERSION_BODY = z.strictObject({ version: VERSION })

/** One trade. */
export const ONE_TRADE = z.object({ trade: TRADE }).meta({ id: 'OneTrade' })
