import { z } from 'zod'
import { parseTradingDay, type TradingDay } from '../domain/calendar/trading-day.ts'
import { type Price, price } from '../domain/money/price.ts'
import { ACCOUNT_REQUESTS } from './account-request.ts'
import { PEOPLE_REQUESTS } from './people-request.ts'
import { STRATEGIES, type Strategy } from '../domain/spread/strategy-table.ts'

/** What can be asked of an engine through its control socket, one JSON line each. */

const text = z.string().min(1).max(200)
const count = z.number().int().min(1).max(1_000)
const everywhere = z.boolean()
const day = z.string().transform((written, context): TradingDay => {
  const read = parseTradingDay(written)
  if (read.ok) return read.value
  context.addIssue({ code: 'custom', message: read.message })
  return z.NEVER
})
const strike = z
  .number()
  .int()
  .positive()
  .max(100_000_000_000)
  .transform((units): Price => price(units))

const ADOPTION = z.object({
  strategy: z.enum(Object.keys(STRATEGIES) as [Strategy, ...Strategy[]]),
  root: text,
  expiration: day,
  strikes: z.array(strike).min(1).max(4),
  quantity: z.number().int().min(1).max(10_000),
  entry: z
    .object({
      effect: z.enum(['credit', 'debit', 'even']),
      amount: z
        .number()
        .int()
        .min(0)
        .transform((units): Price => price(units)),
    })
    .nullable(),
  managed: z.boolean(),
})

const score = z.number().min(0).max(100).nullable()
const said = z.string().min(1).max(100).nullable()
const premium = z
  .number()
  .int()
  .min(0)
  .max(100_000_000_000)
  .transform((units): Price => price(units))
  .nullable()

/** Null for the one that stands when the command arrives. */
const version = z.number().int().min(0).nullable()

const WISH = z.object({
  strategy: z.enum([
    'LONG_CALL',
    'LONG_PUT',
    'BULL_PUT_CREDIT',
    'BEAR_CALL_CREDIT',
    'BULL_CALL_DEBIT',
    'BEAR_PUT_DEBIT',
  ]),
  root: text,
  expiration: day,
  strikes: z.array(strike).min(1).max(2),
  quantity: z.number().int().min(1).max(10_000),
  limit: premium,
  stopLoss: premium,
  takeProfit: premium,
  context: z.object({
    strategy: said,
    cardScore: score,
    aiScore: score,
    technicalScore: score,
    sentimentScore: score,
    aiVerdict: said,
    gateVerdict: said,
    deltaAtEntry: z.number().min(-1).max(1).nullable(),
    ivAtEntry: z.number().min(0).max(100).nullable(),
  }),
})

const FILTER = z.object({
  list: z.enum(['active', 'closed', 'cancelled', 'all']),
  outcome: z.enum(['win', 'loss', 'expired']).nullable(),
  strategy: said,
  symbol: text.nullable(),
  from: day.nullable(),
  to: day.nullable(),
})

/** The schema of a request. */
export const ENGINE_REQUEST = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('status') }),
  z.object({ ask: z.literal('trades'), all: z.boolean(), count }),
  z.object({ ask: z.literal('orders'), all: z.boolean(), count }),
  z.object({ ask: z.literal('positions') }),
  z.object({ ask: z.literal('why'), trade: text }),
  z.object({ ask: z.literal('doctor') }),
  z.object({ ask: z.literal('settings'), key: text.nullable() }),
  z.object({ ask: z.literal('set'), key: text, value: text, everywhere }),
  z.object({ ask: z.literal('unset'), key: text, everywhere }),
  z.object({ ask: z.literal('sync') }),
  z.object({ ask: z.literal('propose') }),
  z.object({ ask: z.literal('enter') }),
  z.object({ ask: z.literal('monitor') }),
  z.object({ ask: z.literal('pause'), reason: text }),
  z.object({ ask: z.literal('resume') }),
  z.object({ ask: z.literal('hard_stop'), reason: text }),
  z.object({ ask: z.literal('release'), typed: z.string().max(200) }),
  z.object({ ask: z.literal('cancel_all'), everything: z.boolean() }),
  z.object({ ask: z.literal('flatten'), typed: z.string().max(200) }),
  z.object({ ask: z.literal('close'), trade: text }),
  z.object({
    ask: z.literal('close_at'),
    trade: text,
    version,
    kind: z.enum(['market', 'limit']),
    limit: premium,
  }),
  z.object({
    ask: z.literal('adjust'),
    trade: text,
    version,
    stopLoss: z.union([z.literal('keep'), premium]),
    takeProfit: z.union([z.literal('keep'), premium]),
  }),
  z.object({ ask: z.literal('cover'), trade: text, typed: z.string().max(200).nullable() }),
  z.object({ ask: z.literal('manage'), trade: text, managed: z.boolean() }),
  z.object({ ask: z.literal('adopt'), terms: ADOPTION }),
  z.object({ ask: z.literal('breaks') }),
  z.object({ ask: z.literal('resolve_break'), break: text, note: z.string().max(1_000) }),
  z.object({ ask: z.literal('backup'), to: z.string().min(1).max(4_000).nullable() }),
  z.object({ ask: z.literal('accept_reset'), typed: z.string().max(200).nullable() }),
  z.object({ ask: z.literal('place'), key: text, wish: WISH }),
  z.object({ ask: z.literal('preview'), wish: WISH }),
  z.object({
    ask: z.literal('export'),
    filter: FILTER,
    format: z.enum(['csv', 'json']),
    cursor: text.nullable(),
  }),
  ...ACCOUNT_REQUESTS,
  ...PEOPLE_REQUESTS,
])

/** Beside a request, which account it is about; the engine's own without it. No request has a field of this name. */
export const ENGINE_CALL = z.object({ about: text.nullable().default(null) })

/** A request as it is handled. */
export type EngineRequest = z.output<typeof ENGINE_REQUEST>

/** The name of a request. */
export type EngineAsk = EngineRequest['ask']

/** The envelope of an answer: the value as JSON, or the refusal by name. */
export const ENGINE_ANSWER = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
])
