import { z } from 'zod'
import type { BrokerRead } from '../../ports/broker-fault.ts'
import { oratsFault } from './faults.ts'
import { DAY, FIGURE, FIGURE_GIVEN, MOMENT } from './wire-value.ts'

const TICKER = z.string().min(1)
const GREEKS = { gamma: FIGURE, theta: FIGURE, vega: FIGURE, delta: FIGURE } as const
const TIMES = { quoteDate: MOMENT, updatedAt: MOMENT } as const

/** One strike of an expiration, call and put side by side; volatilities are fractions, delta is the call's. */
export const WIRE_STRIKE = z.object({
  ticker: TICKER,
  expirDate: DAY,
  strike: FIGURE_GIVEN.pipe(z.number().positive()),
  callVolume: FIGURE,
  callOpenInterest: FIGURE,
  callBidSize: FIGURE,
  callAskSize: FIGURE,
  callBidPrice: FIGURE,
  callAskPrice: FIGURE,
  callMidIv: FIGURE,
  putVolume: FIGURE,
  putOpenInterest: FIGURE,
  putBidSize: FIGURE,
  putAskSize: FIGURE,
  putBidPrice: FIGURE,
  putAskPrice: FIGURE,
  putMidIv: FIGURE,
  ...GREEKS,
  ...TIMES,
})
export type WireStrike = z.infer<typeof WIRE_STRIKE>

/** One option by its symbol. */
export const WIRE_OPTION = z.object({
  optionSymbol: z.string().min(1),
  bidPrice: FIGURE,
  askPrice: FIGURE,
  bidSize: FIGURE,
  askSize: FIGURE,
  ...TIMES,
})
export type WireOption = z.infer<typeof WIRE_OPTION>

/** An underlying in the answer to a question about options. */
export const WIRE_UNDERLYING = z.object({
  ticker: TICKER,
  stockPrice: FIGURE,
  bid: FIGURE,
  ask: FIGURE,
  bidSize: FIGURE,
  askSize: FIGURE,
  ...TIMES,
})
export type WireUnderlying = z.infer<typeof WIRE_UNDERLYING>

/** A row of the answer by symbols: what has a symbol of an option is one. */
export const WIRE_QUOTED = z.union([WIRE_OPTION, WIRE_UNDERLYING])

/** An expiration: a bare day, or an object when strikes are included. */
export const WIRE_EXPIRATION = z.union([
  DAY,
  z.object({ expiration: DAY }).transform(({ expiration }) => expiration),
  z.object({ expirDate: DAY }).transform(({ expirDate }) => expirDate),
])

/** Standing of the volatility in its past, 0 to 100; `iv` is in percent points. */
export const WIRE_IV_RANK = z.object({
  ticker: TICKER,
  tradeDate: DAY,
  iv: FIGURE,
  ivRank1y: FIGURE,
  ivPct1y: FIGURE,
  updatedAt: MOMENT,
})
export type WireIvRank = z.infer<typeof WIRE_IV_RANK>

/** Of the end-of-day figures those of volatility, in percent points. */
export const WIRE_CORE = z.object({
  ticker: TICKER,
  tradeDate: DAY,
  iv30d: FIGURE,
  ivPctile1y: FIGURE,
  updatedAt: MOMENT,
})
export type WireCore = z.infer<typeof WIRE_CORE>

/** Of the summary of an underlying what is used; volatilities are fractions. */
export const WIRE_SUMMARY = z.object({
  ticker: TICKER,
  tradeDate: DAY,
  stockPrice: FIGURE,
  iv10d: FIGURE,
  iv20d: FIGURE,
  iv30d: FIGURE,
  iv60d: FIGURE,
  iv90d: FIGURE,
  iv6m: FIGURE,
  iv1y: FIGURE,
  exErnIv30d: FIGURE,
  contango: FIGURE,
  skewing: FIGURE,
  rSlp30: FIGURE,
  impliedEarningsMove: FIGURE,
  nextDiv: FIGURE,
  ...TIMES,
})
export type WireSummary = z.infer<typeof WIRE_SUMMARY>

/** A session's prices, adjusted for splits. */
export const WIRE_DAILY = z.object({
  ticker: TICKER,
  tradeDate: DAY,
  open: FIGURE,
  hiPx: FIGURE,
  loPx: FIGURE,
  clsPx: FIGURE,
  stockVolume: FIGURE,
})
export type WireDaily = z.infer<typeof WIRE_DAILY>

/**
 * The rows in the form of a schema. One that is not makes the answer `malformed`, naming the field and the row: a chain
 * that lacks a row looks whole.
 */
export function rowsOf<Schema extends z.ZodType>(
  rows: readonly unknown[],
  schema: Schema,
): BrokerRead<z.output<Schema>[]> {
  const read: z.output<Schema>[] = []
  for (const [index, row] of rows.entries()) {
    const parsed = schema.safeParse(row)
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') || 'row'
      return oratsFault(
        'malformed',
        `wrong_${field}`,
        `Row ${index + 1} of the answer of ORATS has no valid ${field}.`,
      )
    }
    read.push(parsed.data)
  }
  return { ok: true, value: read }
}
