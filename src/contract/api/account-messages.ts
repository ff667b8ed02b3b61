import { z } from 'zod'
import { AT, CENTS, DAY_TEXT, NAME } from './wire-values.ts'

/** Who asks. */
export const ME = z
  .object({
    name: z.string(),
    scopes: z.array(z.enum(['read', 'trade-paper', 'trade-live', 'admin'])),
    via: z.enum(['session', 'api_key']),
    provedAt: AT.nullable(),
  })
  .meta({ id: 'Me' })

const MODE = z.enum(['DRY_RUN', 'PAPER', 'LIVE'])

/** An account whose engine runs. */
export const ACCOUNT = z
  .object({
    account: NAME,
    environment: z.enum(['exchange', 'sandbox', 'live']),
    mode: MODE,
    market: z.string(),
  })
  .meta({ id: 'Account' })

/** The accounts of the user. */
export const ACCOUNTS = z.object({ accounts: z.array(ACCOUNT) }).meta({ id: 'Accounts' })

/** An account to open. Its token, where it needs one, is given before. */
export const ACCOUNT_BODY = z.strictObject({
  environment: z.enum(['exchange', 'sandbox', 'live']),
  accountId: z
    .string()
    .regex(/^[A-Za-z0-9]{4,20}$/)
    .nullable()
    .default(null),
})

/** How an account stands. */
export const STATUS = z
  .object({
    account: z.string(),
    mode: MODE,
    at: AT,
    phase: z.enum(['pre_market', 'open', 'after_hours', 'closed']),
    market: z.string(),
    speed: z
      .number()
      .nullable()
      .meta({ description: 'Market seconds in a second; null in the wall’s time.' }),
    broker: z
      .object({
        mustReauthenticate: z.boolean(),
        blocked: z.array(z.string()),
        unavailableSince: AT.nullable(),
        callsInLastMinute: z.number().int(),
      })
      .nullable(),
    flags: z.array(
      z.object({ flag: z.string(), reason: z.string(), raisedAt: AT, untilTomorrow: z.boolean() }),
    ),
    snapshot: z.object({ state: z.string(), at: AT, trouble: z.string().nullable() }).nullable(),
    openTrades: z.number().int(),
    workingOrders: z.number().int(),
    unknownOrders: z.number().int(),
    openBreaks: z.number().int(),
  })
  .meta({ id: 'Status' })

/** What an account holds in money: the broker's figures and ours. */
export const BALANCES = z
  .object({
    at: AT,
    day: DAY_TEXT,
    snapshotId: z.string(),
    totalEquityCents: CENTS.nullable(),
    totalCashCents: CENTS.nullable(),
    optionBuyingPowerCents: CENTS.nullable(),
    openTrades: z.number().int(),
    unrealizedOpenCents: CENTS.nullable(),
    realizedTodayCents: CENTS,
    unpricedToday: z.number().int(),
    brokerClosePlCents: CENTS.nullable(),
  })
  .meta({ id: 'Balances' })

/** Null before the account was first read. */
export const BALANCES_ANSWER = z.object({ balances: BALANCES.nullable() }).meta({ id: 'BalancesAnswer' })

/** Readings of an account. */
export const SNAPSHOTS = z
  .object({
    snapshots: z.array(
      z.object({
        id: z.string(),
        sequence: z.number().int(),
        startedAt: AT,
        finishedAt: AT,
        state: z.enum(['complete', 'torn', 'failed']),
        trouble: z.string().nullable(),
        positionCount: z.number().int().nullable(),
        orderCount: z.number().int().nullable(),
      }),
    ),
  })
  .meta({ id: 'Snapshots' })

/** How an account stands and has done. What nobody knows is null, never 0. */
export const STATS = z
  .object({
    portfolioValueCents: CENTS.nullable(),
    cashCents: CENTS.nullable(),
    todaysCents: CENTS.meta({ description: 'Of trades closed today in New York, by their fills.' }),
    dailyLossLimitCents: CENTS,
    openPositions: z.number().int(),
    pendingEntries: z.number().int(),
    maxPositions: z.number().int(),
    usedPositions: z.number().int(),
    realizedCents: CENTS,
    unrealizedCents: CENTS,
    unmarked: z.number().int().meta({ description: 'Open trades without a mark, which are in no sum.' }),
    totalCents: CENTS,
    closedTrades: z.number().int(),
    unpriced: z.number().int().meta({ description: 'Closed trades whose result nobody knows; in no sum.' }),
    wins: z.number().int(),
    losses: z.number().int(),
    winRateBasisPoints: z.number().int().nullable(),
    profitFactor: z.number().nullable(),
    consecutiveLosses: z.number().int(),
    heat: z.object({
      atRiskCents: CENTS,
      balanceCents: CENTS,
      basisPoints: z.number().nullable(),
      unknown: z.number().int(),
    }),
    heatLimitBasisPoints: z.number().int(),
  })
  .meta({ id: 'Stats' })

/** Whether options trade, and what is next. */
export const MARKET = z
  .object({
    at: AT,
    day: DAY_TEXT,
    isOpen: z.boolean(),
    phase: z.enum(['pre_market', 'open', 'after_hours', 'closed']),
    nextChangeAt: AT,
    opensAt: AT.nullable(),
    closesAt: AT.nullable(),
    lateClosesAt: AT.nullable(),
    isHalfDay: z.boolean(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Market' })
