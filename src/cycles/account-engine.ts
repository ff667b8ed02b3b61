import type { Instant } from '../domain/calendar/instant.ts'
import { underlyingPrice } from '../domain/market/underlying-price.ts'
import type { Price } from '../domain/money/price.ts'
import { formatOccSymbol } from '../domain/option/occ-symbol.ts'
import type { Settings } from '../domain/settings/settings.ts'
import type { OrderSyncDecision } from '../engine/order-sync/decide-orders.ts'
import { confirmOrders } from '../engine/order-sync/confirm-orders.ts'
import type { SyncContext } from '../engine/order-sync/trade-fold.ts'
import { recoverIntents } from '../engine/submission/recover-intents.ts'
import type { SnapshotOutcome } from '../engine/snapshot/snapshot-outcome.ts'
import { SnapshotSync } from '../engine/snapshot/sync-snapshot.ts'
import type { UnderlyingSample } from '../engine/monitoring/open-trade-input.ts'
import type { BrokerOrder } from '../ports/broker-order.ts'
import type { CallPriority } from '../ports/call-priority.ts'
import type { Quote } from '../ports/market-data.ts'
import type { Alert } from '../ports/notifier.ts'
import type { TradeRecord } from '../ports/store/trade-store.ts'
import { countEmergency } from './count-emergency.ts'
import type { CycleContext } from './cycle-context.ts'
import { decidingLeg, volatilityOf } from './deciding-volatility.ts'
import { loadSettings } from './load-settings.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { SharedQuotes } from './quote-board.ts'

/** Samples of an underlying are kept so long: longer than any window of a shock. */
const SAMPLES_KEPT_MS = 15 * 60_000

/** Quotes for the snapshots of open trades, and whose they are. */
export interface SnapshotQuotes {
  readonly quotes: ReadonlyMap<string, Quote>
  readonly source: string
  readonly declaredDelayMs: number
}

/** One account at work: what its cycles share from one run to the next. */
export class AccountEngine {
  readonly context: CycleContext
  readonly quotes: SharedQuotes
  /** A person's entries wait for each other here. */
  readonly handInTurn = oneAtATime()
  settings: Settings
  private readonly snapshots: SnapshotSync
  private latest: { readonly id: string; readonly at: Instant } | null = null
  private readonly samples = new Map<string, readonly UnderlyingSample[]>()

  private constructor(context: CycleContext, settings: Settings) {
    this.context = context
    this.settings = settings
    this.quotes = new SharedQuotes(context.market, context.clock)
    this.snapshots = new SnapshotSync({
      ...this.shared(),
      desk: context.broker,
      work: context.store,
      attemptsAllowed: settings['exit.attempts_before_error'],
      marketOf: (record) => this.marketOf(record),
      onClosed: (closings) => this.reportClosings(closings),
    })
  }

  /**
   * The engine of an account, as every start begins: intents that were cut off are judged by what is certain, and
   * nothing is sent because of the start.
   */
  static async start(context: CycleContext): Promise<AccountEngine> {
    const { store, username, account, clock, log } = context
    const { settings, recovered } = await store.transact(username, async (tx) => ({
      settings: await loadSettings(tx, context),
      recovered: await recoverIntents(tx, account, clock.now()),
    }))
    for (const { id, state } of recovered) {
      log.write('warn', '[submission]', `an intent was cut off and is now ${state}`, { intent: id })
    }
    return new AccountEngine(context, settings)
  }

  /** What the quotes of the last seconds say of a trade at its fill. */
  private marketOf({ spread }: TradeRecord): ReturnType<SyncContext['marketOf']> {
    const { clock, calendar, market } = this.context
    const at = clock.now()
    const age = { staleAfter: this.settings['quote.stale_after'], declaredDelayMs: market.declaredDelayMs }
    const underlying = underlyingPrice(this.quotes.last(spread.underlying) ?? null, at, age)
    const leg = decidingLeg(spread)
    const quote = this.quotes.last(formatOccSymbol(leg.contract))
    const rate = this.settings['pricing.rate']
    return { iv: volatilityOf(leg, quote, underlying, { at, calendar, rate }), underlying }
  }

  private shared() {
    const { username, account, clock, ids, log } = this.context
    return { username, account, clock, ids, log }
  }

  /** Reads the settings anew; each cycle begins with it, so that a change takes hold within a minute. */
  async refreshSettings(): Promise<void> {
    const { store, username } = this.context
    this.settings = await store.reads.transact(username, (tx) => loadSettings(tx, this.context))
  }

  /** Reads the account's profile when the last one is old. */
  refreshProfile(priority: CallPriority): Promise<void> {
    return this.snapshots.refreshProfile(priority)
  }

  /** Mirrors the account; see `SnapshotSync`. */
  async syncTradierSnapshot(priority: CallPriority, fresh = false): Promise<SnapshotOutcome> {
    const outcome = await this.snapshots.syncTradierSnapshot(priority, fresh)
    if (outcome.state === 'complete') this.latest = { id: outcome.snapshotId, at: outcome.at }
    return outcome
  }

  /** The newest complete snapshot when it is young enough to act on, else null. */
  async freshSnapshot(): Promise<string | null> {
    const { clock } = this.context
    if (this.latest === null) return null
    const ageMs = clock.now() - this.latest.at
    return ageMs <= this.settings['sync.fresh_limit'] * 1_000 ? this.latest.id : null
  }

  /** Prices of an underlying seen lately, before this one, which is kept for the next time. */
  samplesOf(underlying: string, at: Instant, seen: Price | null): readonly UnderlyingSample[] {
    const kept = (this.samples.get(underlying) ?? []).filter((sample) => at - sample.at <= SAMPLES_KEPT_MS)
    const newest = kept.at(-1)
    const isNew = seen !== null && newest?.at !== at
    this.samples.set(underlying, isNew ? [...kept, { at, price: seen }] : kept)
    return kept.filter((sample) => sample.at < at)
  }

  /** Reads orders back by their ids and takes in what they say, if it is more than what is known by an earlier look. */
  async confirm(
    orderIds: readonly string[],
    priority: CallPriority,
    known: readonly BrokerOrder[] = [],
  ): Promise<readonly BrokerOrder[]> {
    const attemptsAllowed = this.settings['exit.attempts_before_error']
    const { broker: desk, store: work } = this.context
    const deps = {
      ...this.shared(),
      desk,
      work,
      attemptsAllowed,
      marketOf: (record: TradeRecord) => this.marketOf(record),
    }
    const { orders, closings } = await confirmOrders(deps, orderIds, priority, known)
    await this.reportClosings(closings)
    return orders
  }

  /** Tells of each trade that was closed, wherever that was found, and counts emergencies once each. */
  async reportClosings(closings: OrderSyncDecision['closings']): Promise<void> {
    for (const { tradeId, exitReason, facts } of closings) {
      this.context.log.write('info', '[lifecycle]', `closed: ${exitReason}`, facts)
      if (exitReason === 'EMERGENCY') await countEmergency(this.context, tradeId)
    }
  }

  /** Quotes to write down: of the source that is configured for it, and of the broker where that cannot be read. */
  async readSnapshotQuotes(symbols: readonly string[]): Promise<SnapshotQuotes | null> {
    const { snapshotPrices, market } = this.context
    if (snapshotPrices !== undefined) {
      const board = await snapshotPrices.market.readQuotes(symbols, 'scan')
      const { source } = snapshotPrices
      const { declaredDelayMs } = snapshotPrices.market
      if (board.ok) return { quotes: board.value.quotes, source, declaredDelayMs }
      this.context.log.write('info', '[prices]', `${source} could not be read`, { code: board.code })
    }
    const quotes = await this.quotes.read(symbols, 'sync')
    return quotes === null ? null : { quotes, source: 'broker', declaredDelayMs: market.declaredDelayMs }
  }

  /** Tells a person; whatever goes wrong with that stops nothing. */
  async tell(alerts: readonly Alert[]): Promise<void> {
    for (const alert of alerts) {
      const level = alert.severity === 'critical' ? 'critical' : 'warn'
      this.context.log.write(level, '[alert]', alert.title, { key: alert.key, body: alert.body })
      await this.context.notifier.notify(alert)
    }
  }
}
