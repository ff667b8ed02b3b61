import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { handDeskOf } from '../../../src/cycles/hand-desk-of.ts'
import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { watchPrices } from '../../../src/cycles/watch-protection.ts'
import type { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { MINUTE_MS, instant } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { type Price, price } from '../../../src/domain/money/price.ts'
import { buildSpreadLegs } from '../../../src/domain/spread/spread-legs.ts'
import { debit } from '../../../src/domain/spread/net-price.ts'
import type { Strategy } from '../../../src/domain/spread/strategy-table.ts'
import { beginTrade } from '../../../src/domain/trade/trade.ts'
import { prepareIntent } from '../../../src/engine/submission/prepare-intent.ts'
import { submitIntent } from '../../../src/engine/submission/submit-intent.ts'
import type { OrderTicket } from '../../../src/ports/order-ticket.ts'
import { type HandTerms, NO_CONTEXT } from '../../../src/ports/store/hand-terms.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import type { PersonDesk } from '../../../src/service/engine/person-desk.ts'
import { fixedMarket, type FixedMarket } from '../../conformance/tradier/fixed-market.ts'
import { ACCOUNT, tradingWorld, type TradingWorld, type WorldOptions } from './trading-world.ts'

/** Tuesday 2026-09-22, 10:00 in New York. */
export const TEN = Date.UTC(2026, 8, 22, 14)
/** The call that these trades are in. */
export const CALL = 'SPY261016C00650000'
/** The short leg of a vertical with it. */
export const SHORT_CALL = 'SPY261016C00660000'

/** Dollars as a price; null stays null. */
export function dollars(amount: number): Price {
  return price(Math.round(amount * 10_000))
}

/** A trade as a person begins it; dollars per share of the premium. */
export interface HandWish {
  readonly strategy?: Extract<Strategy, 'LONG_CALL' | 'BULL_CALL_DEBIT'>
  readonly quantity?: number
  readonly stop?: number | null
  readonly target?: number | null
  /** Limit of the entry; 5.20 takes all that is offered. */
  readonly limit?: number
}

/** A world with a hand on it. */
export interface BracketWorld {
  readonly world: TradingWorld
  readonly market: FixedMarket
}

/** The hand of a person on an engine. */
export function handOn({ context }: TradingWorld, engine: AccountEngine): PersonDesk {
  const { username, account, mode, store, clock, calendar, preset, broker, ids, log } = context
  return {
    view: { username, account, mode, work: engine.context.store ?? store, clock, calendar, preset },
    desk: engine.context.broker ?? broker,
    ids,
    log,
    exits: async () => exitDepsOf(engine),
    entries: async () => handDeskOf(engine),
    wall: { now: () => instant(Date.now()) },
    look: async () => (await engine.syncTradierSnapshot('exit', true)).state === 'complete',
    confirm: (orderIds) => engine.confirm(orderIds, 'exit'),
  }
}

/** A market around a call of 5.00 to 5.20, mirrored once. */
export async function bracketWorld(options: WorldOptions = {}, now = TEN): Promise<BracketWorld> {
  const market = fixedMarket(now)
  market.set(CALL, 5.0, 5.2)
  market.set(SHORT_CALL, 2.4, 2.6)
  // A person's limit is not walked.
  const settings = { 'entry.walk_timeout': '3600', 'entry.walk_interval': '600', ...options.settings }
  const world = await tradingWorld(market, { restingFillsPerMinute: 0, ...options, settings })
  await world.engine.syncTradierSnapshot('sync')
  return { world, market }
}

/** Places a trade of a person's as their own door does: trade and intent first, then the order, once. */
export async function placeByHand(
  world: TradingWorld,
  wish: HandWish = {},
  engine: AccountEngine = world.engine,
): Promise<string> {
  const { id, intentId } = await prepareByHand(wish, engine)
  const { store, username, broker: desk, clock, log } = engine.context
  await submitIntent({ username, work: store, desk, clock, log, forbids: async () => null }, intentId)
  await engine.syncTradierSnapshot('exit', true)
  return id
}

/** A trade of a person's and the intent of its entry, stored and not sent. */
export async function prepareByHand(
  wish: HandWish,
  engine: AccountEngine,
): Promise<{ readonly id: string; readonly intentId: string }> {
  const { strategy = 'LONG_CALL', quantity = 1, limit = strategy === 'LONG_CALL' ? 5.2 : 2.8 } = wish
  const { ids, clock } = engine.context
  const [id, intentId] = [ids.next(), ids.next()]
  const now = clock.now()
  const expiration = tradingDay('2026-10-16')
  const strikes = (strategy === 'LONG_CALL' ? [650] : [650, 660]).map((strike) => price(strike * 10_000))
  const legs = buildSpreadLegs(strategy, strikes, expiration, 'SPY')
  if (!legs.ok) throw new Error(legs.message)
  const spread = { strategy, underlying: 'SPY', root: 'SPY', expiration, legs: legs.value }
  const record: TradeRecord = {
    account: ACCOUNT,
    trade: beginTrade({ id, origin: 'MANUAL', managed: true, quantity, multiplier: 100 }),
    spread,
    proposalId: null,
    createdAt: now,
    maxProfit: null,
    maxLoss: null,
    reserve: cents(52_000),
    ivEntry: null,
    underlyingEntry: null,
    lastFillSequence: null,
    absentSnapshots: 0,
    memo: { entryUntil: now + 24 * 60 * MINUTE_MS },
    hand: handTerms(wish),
  }
  const ticket: OrderTicket =
    legs.value.length === 1
      ? {
          kind: 'option',
          underlying: 'SPY',
          contract: legs.value[0]!.contract,
          action: 'buy_to_open',
          quantity,
          limit: dollars(limit),
          stop: null,
          timeInForce: 'day',
        }
      : {
          kind: 'spread',
          underlying: 'SPY',
          legs: legs.value,
          quantity,
          limit: debit(dollars(limit)),
          timeInForce: 'day',
        }
  const intent = prepareIntent({
    id: intentId,
    account: ACCOUNT,
    tradeId: id,
    proposalId: null,
    role: 'ENTRY',
    ticket,
    preparedAt: now,
    notAfter: instant(now + 10_000),
  })
  const { store, username } = engine.context
  await store.transact(username, async (tx) => {
    await tx.insertTrade(record)
    await tx.insertIntent(intent)
  })
  return { id, intentId }
}

function handTerms({ stop = 3.5, target = 8 }: HandWish): HandTerms {
  return {
    stopLoss: stop === null ? null : dollars(stop),
    takeProfit: target === null ? null : dollars(target),
    overrideCount: 0,
    context: NO_CONTEXT,
  }
}

/** So many seconds of the engine's day: orders each five, prices each forty, the monitor each minute, as they fall due. */
export async function live(world: TradingWorld, seconds: number, engine = world.engine): Promise<void> {
  for (let i = 0; i < seconds; i += 5) {
    world.pass(5_000)
    const second = Math.round((world.market.now - TEN) / 1_000)
    if (second % 60 < 5) await runMonitor(engine)
    else if (second % 40 < 5) await watchPrices(engine)
    else await workOrders(engine)
  }
}

/** A trade of a person's, filled and past the grace in which the mirror may lag. */
export async function heldWorld(
  wish: HandWish = {},
  options: WorldOptions = {},
): Promise<BracketWorld & { readonly id: string }> {
  const opened = await bracketWorld(options)
  const id = await placeByHand(opened.world, wish)
  await live(opened.world, 240)
  return { ...opened, id }
}

/** The trade as it is stored. */
export async function tradeOf(world: TradingWorld, id: string): Promise<TradeRecord> {
  const record = await world.read((tx) => tx.tradeById(id))
  if (record === null) throw new Error(`there is no trade ${id}`)
  return record
}
