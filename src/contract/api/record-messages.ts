import { z } from 'zod'
import { AT, CENTS, DAY_TEXT, NET_PRICE, PRICE_TEXT, STRATEGY } from './wire-values.ts'

/** What the broker holds. */
export const POSITIONS = z
  .object({
    positions: z.array(
      z.object({
        symbol: z.string(),
        side: z.enum(['long', 'short']),
        quantity: z.number(),
        costBasisCents: CENTS.nullable().meta({ description: 'Cash paid for one contract, + paid.' }),
        lastPrice: PRICE_TEXT.nullable(),
        trades: z.array(z.string()),
        unclaimed: z.number().meta({ description: 'Contracts, signed, that no trade explains.' }),
        updatedAt: AT,
      }),
    ),
  })
  .meta({ id: 'Positions' })

/** An order at the broker. */
export const ORDER = z
  .object({
    id: z.string(),
    status: z.string(),
    role: z.enum(['ENTRY', 'EXIT', 'BRACKET']).nullable(),
    tradeId: z.string().nullable(),
    underlying: z.string().nullable(),
    legs: z.array(z.string()),
    quantity: z.number(),
    filledQuantity: z.number(),
    limit: NET_PRICE.nullable(),
    cashFlowCents: CENTS.nullable(),
    reason: z.string().nullable().meta({ description: 'The broker’s words for a rejection.' }),
    createdAt: AT,
    changedAt: AT,
  })
  .meta({ id: 'Order' })

/** Orders at the broker. */
export const ORDERS = z.object({ orders: z.array(ORDER) }).meta({ id: 'Orders' })

const RULE = z.object({
  rule: z.string(),
  outcome: z.enum(['passed', 'failed', 'not_evaluated', 'off']),
  value: z.number().nullable(),
  threshold: z.string().nullable(),
})

/** Spreads that the rules found, with how each rule judged them. */
export const PROPOSALS = z
  .object({
    approval: z.boolean().meta({ description: 'Whether proposals wait for a person (entry.approval).' }),
    proposals: z.array(
      z.object({
        id: z.string(),
        underlying: z.string(),
        root: z.string(),
        strategy: STRATEGY,
        expiration: DAY_TEXT,
        strikes: z.array(PRICE_TEXT),
        quantity: z.number().int(),
        natural: PRICE_TEXT.meta({ description: 'Net price per share, + received.' }),
        mid: PRICE_TEXT,
        score: z.number(),
        scoreParts: z.array(z.object({ part: z.string(), score: z.number().nullable(), weight: z.number() })),
        trace: z.array(RULE),
        figures: z.record(z.string(), z.number().nullable()),
        status: z.enum(['READY', 'CONSUMED', 'INVALIDATED']),
        reason: z.string().nullable(),
        createdAt: AT,
        expiresAt: AT,
      }),
    ),
  })
  .meta({ id: 'Proposals' })

/** An approved proposal's entry. */
export const APPROVED = z
  .object({ proposalId: z.string(), tradeId: z.string(), orderId: z.string().nullable(), state: z.string() })
  .meta({ id: 'Approved' })

/** A rejected proposal. */
export const REJECTED = z.object({ proposalId: z.string() }).meta({ id: 'Rejected' })

/** What the mirror shows and fills do not explain. */
export const BREAKS = z
  .object({
    breaks: z.array(
      z.object({
        id: z.string(),
        symbol: z.string(),
        cause: z.string(),
        difference: z.number(),
        openedAt: AT,
        snapshotId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Breaks' })

/** Decisions with everything that they looked at. */
export const DECISIONS = z
  .object({
    decisions: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['entry', 'exit', 'monitor', 'reconcile']),
        tradeId: z.string().nullable(),
        proposalId: z.string().nullable(),
        snapshotId: z.string().nullable(),
        at: AT,
        rules: z.string(),
        inputs: z.unknown(),
        outcome: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'Decisions' })

/** When each cycle last ran. */
export const CYCLES = z
  .object({
    cycles: z.array(z.object({ name: z.string(), at: AT, detail: z.string().nullable() })),
  })
  .meta({ id: 'Cycles' })

/** What a trade was seen to be worth. */
export const PRICE_HISTORY = z
  .object({
    prices: z.array(
      z.object({
        at: AT,
        kind: z.enum(['PERIODIC', 'PRE_MARKET', 'POST_MARKET']),
        mark: PRICE_TEXT.nullable(),
        bid: PRICE_TEXT.nullable(),
        ask: PRICE_TEXT.nullable(),
        delta: z.number().nullable(),
        iv: z.number().nullable(),
        underlying: PRICE_TEXT.nullable(),
        unrealizedCents: CENTS.nullable(),
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'PriceHistory' })
