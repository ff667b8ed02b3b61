import type { Instant } from '../../domain/calendar/instant.ts'
import { type MarketPhase, phaseAt } from '../../domain/calendar/market-phase.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import type { Cents } from '../../domain/money/cents.ts'
import type { TradingMode } from '../../domain/settings/trading-mode.ts'
import type { BrokerHealth } from '../../ports/broker-health.ts'
import type { RiskFlag } from '../../ports/store/risk-state-store.ts'
import type { AccountView } from './account-view.ts'
import { type OrderLine, orderLine, tradeLines } from './list-books.ts'
import { breakEndedBy, isResetSuspected } from './resolve-break.ts'
import type { TradeLine } from './trade-line.ts'

/** What only a running engine knows. */
export interface LiveFacts {
  readonly market: string
  /** Market seconds in a second; null where the time is the wall's own. */
  readonly speed: number | null
  readonly health: BrokerHealth | null
  /** Wall time, epoch milliseconds. */
  readonly startedAt: number
  readonly pid: number
}

/** How an account stands. Amounts are cents. */
export interface EngineStatus {
  readonly account: string
  readonly mode: TradingMode
  /** On the account's clock. */
  readonly at: Instant
  readonly phase: MarketPhase
  /** Null when no engine of the account runs here. */
  readonly live: LiveFacts | null
  readonly flags: readonly {
    readonly flag: RiskFlag
    readonly reason: string
    readonly raisedAt: Instant
    readonly untilTomorrow: boolean
  }[]
  readonly heartbeats: readonly {
    readonly name: string
    readonly at: Instant
    readonly detail: string | null
  }[]
  readonly snapshot: { readonly state: string; readonly at: Instant; readonly trouble: string | null } | null
  readonly equityCents: Cents | null
  readonly cashCents: Cents | null
  readonly optionBuyingPowerCents: Cents | null
  readonly unrealizedCents: Cents | null
  readonly realizedTodayCents: Cents | null
  readonly unpricedToday: number
  readonly openTrades: readonly TradeLine[]
  readonly workingOrders: readonly OrderLine[]
  readonly unknownOrders: number
  readonly openBreaks: readonly {
    readonly id: string
    readonly symbol: string
    readonly cause: string
    readonly difference: number
    /** The command that ends it. */
    readonly endedBy: string
  }[]
}

/** How an account stands now, from what is stored; a running engine adds what only it knows. */
export async function readStatus(view: AccountView, live: LiveFacts | null): Promise<EngineStatus> {
  const { work, username, account, mode, clock, calendar } = view
  const at = clock.now()
  const day = newYorkDayOf(at)
  return work.transact(username, async (tx) => {
    const [snapshot] = await tx.latestSnapshots(account, 1)
    const standing = await tx.latestAccountSnapshot(account)
    const flags = await tx.riskFlags(account, day)
    const heartbeats = await tx.heartbeats(account)
    const intents = await tx.unsettledIntents(account)
    return {
      account,
      mode,
      at,
      phase: phaseAt(calendar, at, 'late'),
      live,
      flags: flags.map(({ flag, reason, raisedAt, day: until }) => ({
        flag,
        reason,
        raisedAt,
        untilTomorrow: until !== null,
      })),
      heartbeats: [...heartbeats].map(([name, beat]) => ({ name, ...beat })),
      snapshot:
        snapshot === undefined
          ? null
          : { state: snapshot.state, at: snapshot.finishedAt, trouble: snapshot.trouble },
      equityCents: standing?.totalEquity ?? null,
      cashCents: standing?.totalCash ?? null,
      optionBuyingPowerCents: standing?.optionBuyingPower ?? null,
      unrealizedCents: standing?.unrealizedOpen ?? null,
      realizedTodayCents: standing?.day === day ? standing.realizedToday : null,
      unpricedToday: standing?.day === day ? standing.unpricedToday : 0,
      openTrades: await tradeLines(tx, await tx.unfinishedTrades(account)),
      workingOrders: (await tx.workingOrders(account)).map(orderLine),
      unknownOrders: intents.filter(({ state }) => state === 'unknown').length,
      openBreaks: (await tx.openBreaks(account)).map(({ id, symbol, cause, difference }) => ({
        id,
        symbol,
        cause,
        difference,
        endedBy: breakEndedBy({ id, cause }, isResetSuspected(flags)),
      })),
    }
  })
}
