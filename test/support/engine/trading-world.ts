import { brokerToken } from '../../../src/adapters/tradier/broker-token.ts'
import { connectTradier, type TradierConnection } from '../../../src/adapters/tradier/connection.ts'
import { createFetchTransport } from '../../../src/adapters/tradier/fetch-transport.ts'
import type { HttpTransport } from '../../../src/adapters/tradier/http-transport.ts'
import { IN_PROCESS } from '../../../src/adapters/tradier/tradier-endpoint.ts'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { AccountEngine } from '../../../src/cycles/account-engine.ts'
import type { CycleContext } from '../../../src/cycles/cycle-context.ts'
import { Turns } from '../../../src/cycles/turns.ts'
import { type Instant, instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import type { Fault } from '../../../src/exchange/tradier-api/fault.ts'
import { createTradierFace } from '../../../src/exchange/tradier-api/tradier-face.ts'
import { createVenue, type RunningVenue } from '../../../src/exchange/venue/create-venue.ts'
import { type FeeTable, venueConfig } from '../../../src/exchange/venue/venue-config.ts'
import { nextStep } from '../../../src/exchange/market/market-steps.ts'
import type { Market } from '../../../src/exchange/market/market.ts'
import type { Alert } from '../../../src/ports/notifier.ts'
import type { Ids } from '../../../src/ports/ids.ts'
import type { Store, StoreTransaction } from '../../../src/ports/store/store.ts'
import { WorldClock } from './world-clock.ts'

export const USER = 'trader'
export const VENUE_ACCOUNT = 'VA00000001'
export const ACCOUNT = `exchange:${VENUE_ACCOUNT}`
const TOKEN = 'world-token-1'
const UNLIMITED = 100_000

/** One line of the engine's log. */
export interface LogLine {
  readonly level: string
  readonly tag: string
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** The request that a fault is planned for. */
export interface PlannedCall {
  readonly method: string
  readonly path: string
  /** Of the order that it places; null for everything else, previews included. */
  readonly tag: string | null
}

/** A request that reached the exchange, and when, in the market's time. */
export interface ServedCall extends PlannedCall {
  readonly at: number
}

/** An engine at work on the built-in exchange, through the API and the adapter, on a clock that only tests move. */
export interface TradingWorld {
  readonly market: Market
  readonly venue: RunningVenue
  readonly store: Store
  readonly connection: TradierConnection
  /** The turns of the engine's account; what runs outside them gives way to nobody. */
  readonly turns: Turns
  readonly context: CycleContext
  readonly engine: AccountEngine
  readonly log: readonly LogLine[]
  readonly alerts: readonly Alert[]
  /** Requests that reached the exchange. */
  readonly requests: readonly ServedCall[]
  /** Moves the market on; the venue does what is due. */
  pass(ms: number): void
  /** What goes wrong from now on: asked for each request. */
  faults: (call: PlannedCall) => Fault | null
  read<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>
  /** The engine as a process that starts anew has it: the memory is gone, store and exchange are as they were. */
  restart(): Promise<AccountEngine>
}

/** What a world may be made with instead of the usual. */
export interface WorldOptions {
  readonly settings?: Readonly<Record<string, string>>
  readonly store?: Store
  readonly seed?: number
  /** Dollars. */
  readonly cash?: number
  readonly optionLevel?: number
  /** Further accounts of the token, like the first. */
  readonly moreAccounts?: readonly string[]
  /** Calls in any 60 seconds; without limit unless given. */
  readonly ceiling?: number
  readonly fees?: Partial<FeeTable>
  /** How readily a price fills that does not cross the market; as at the exchange unless given. */
  readonly restingFillsPerMinute?: number
  /** Stands between a life of the engine and the exchange or the store, from each start to the next. */
  readonly onWire?: (wire: HttpTransport) => HttpTransport
  readonly onStore?: (store: Store) => Store
}

function countingIds(): Ids {
  let count = 0
  return {
    next() {
      count += 1
      return `0${count.toString(32)}`.padStart(26, '0')
    },
  }
}

interface Exchange {
  readonly venue: RunningVenue
  readonly face: ReturnType<typeof createTradierFace>
  readonly requests: ServedCall[]
  faults: (call: PlannedCall) => Fault | null
}

function exchangeOf(market: Market, options: WorldOptions): Exchange {
  const { seed = 7, cash = 100_000, optionLevel = 4, fees = {}, restingFillsPerMinute } = options
  const accounts = [VENUE_ACCOUNT, ...(options.moreAccounts ?? [])]
  const assignment = { nightlyChance: 0, beforeExDividend: false }
  const matching = restingFillsPerMinute === undefined ? {} : { restingFillsPerMinute }
  const venue = createVenue(venueConfig({ calendar: market.calendar, seed, assignment, fees, matching }))
  for (const id of accounts) {
    venue.openAccount({ id, type: 'margin', optionLevel, openingCash: cents(cash * 100) })
  }
  const requests: ServedCall[] = []
  const owner = {
    token: TOKEN,
    personality: 'live',
    profileId: 'p1',
    name: 'World',
    accounts: accounts.map((id) => ({ id, classification: 'individual', openedAt: market.begins })),
  } as const
  const faults = {
    faultOf(request: PlannedCall) {
      requests.push({ ...request, at: market.now })
      return exchange.faults(request)
    },
  }
  const face = createTradierFace({ venue, market, tokens: [owner], faults })
  const exchange: Exchange = { venue, face, requests, faults: () => null }
  return exchange
}

function connectionTo({ face }: Exchange, clock: WorldClock, options: WorldOptions): TradierConnection {
  const { ceiling = UNLIMITED, onWire = (wire) => wire } = options
  const token = brokerToken('exchange', TOKEN)
  if (!token.ok) throw new Error(token.message)
  const fetch = (request: Request) => face.fetch(request)
  const transport = createFetchTransport({ endpoint: IN_PROCESS, token: token.value, fetch, clock })
  return connectTradier({ transport: onWire(transport), clock, ceiling })
}

function turnsOn(connection: TradierConnection, clock: WorldClock, { calendar }: Market): Turns {
  const turns = new Turns({ clock, calendar, onWanted: () => connection.endWaits() })
  connection.waitUntil(() => turns.waitsUntil())
  return turns
}

/** Puts a world together around a market. */
export async function tradingWorld(market: Market, options: WorldOptions = {}): Promise<TradingWorld> {
  const { settings = {}, store = memoryStore() } = options
  const exchange = exchangeOf(market, options)
  const move = (to: number): void => {
    // Nothing that is due on the way is left out, however far the jump.
    while (market.now < to) {
      market.advanceTo(nextStep(market.calendar, market.now, to))
      exchange.venue.step(market)
    }
    exchange.face.pulse()
  }
  const clock = new WorldClock(market, move)
  const log: LogLine[] = []
  const alerts: Alert[] = []
  const ids = countingIds()
  const connect = () => connectionTo(exchange, clock, options)
  const lifeOn = (connection: TradierConnection, turns: Turns): CycleContext => ({
    username: USER,
    account: ACCOUNT,
    mode: 'PAPER',
    broker: connection.broker(VENUE_ACCOUNT),
    market: connection.marketData,
    volatility: null,
    store: options.onStore?.(store) ?? store,
    clock,
    ids,
    log: { write: (level, tag, message, facts = {}) => void log.push({ level, tag, message, facts }) },
    notifier: { notify: async (alert) => void alerts.push(alert) },
    deadMan: { ping: async () => undefined },
    calendar: market.calendar,
    mustGiveWay: () => turns.mustGiveWay(),
    preset: Object.entries(settings).map(([key, value]) => ({ key, value })),
  })
  const connection = connect()
  const turns = turnsOn(connection, clock, market)
  const context = lifeOn(connection, turns)
  await openStore(store, instant(market.now))
  return {
    market,
    venue: exchange.venue,
    store,
    connection,
    turns,
    context,
    engine: await AccountEngine.start(context),
    log,
    alerts,
    requests: exchange.requests,
    pass: (ms) => move(market.now + ms),
    get faults() {
      return exchange.faults
    },
    set faults(plan) {
      exchange.faults = plan
    },
    read: (work) => store.transact(USER, work),
    restart() {
      const anew = connect()
      return AccountEngine.start(lifeOn(anew, turnsOn(anew, clock, market)))
    },
  }
}

/** The account's row, unless the store has it from before. */
async function openStore(store: Store, createdAt: Instant): Promise<void> {
  await store.transact(USER, async (tx) => {
    if ((await tx.accountByName(ACCOUNT)) !== null) return
    const key = { environment: 'exchange', accountId: VENUE_ACCOUNT } as const
    await tx.insertAccount({ account: ACCOUNT, key, epoch: 1, lastSequence: 0, snapshotId: null, createdAt })
  })
}
