import type { EngineEvent, TradeChange } from '../../cli/engine-door.ts'
import { instant } from '../../domain/calendar/instant.ts'
import type { TradeEvent } from '../../domain/trade/trade-event.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { AccountView } from '../../service/engine/account-view.ts'
import { tradeLine } from '../../service/engine/trade-line.ts'

/** Trades that are looked through for something new. */
const WATCHED = 50

/** Tells what happened to trades since it was last asked, from what is stored: nothing is told that did not happen. */
export class TradeWatch {
  readonly #view: AccountView
  #known = new Map<string, number>()

  constructor(view: AccountView) {
    this.#view = view
  }

  /** Takes in what is there without telling of it. */
  async begin(): Promise<void> {
    await this.news()
  }

  /** What is new, in the order in which it happened. */
  async news(): Promise<readonly EngineEvent[]> {
    const { work, username, account } = this.#view
    const changed = await work.transact(username, async (tx) => {
      const records = await tx.recentTrades(account, WATCHED)
      const fresh = records.filter(({ trade }) => this.#known.get(trade.id) !== trade.version)
      const found: { readonly record: TradeRecord; readonly events: readonly TradeEvent[] }[] = []
      for (const record of fresh) {
        const since = this.#known.get(record.trade.id) ?? 0
        const events = (await tx.eventsOfTrade(record.trade.id)).map(({ event }) => event)
        found.push({ record, events: events.filter(({ version }) => version > since) })
      }
      return found
    })
    const news = changed.flatMap(({ record, events }) => {
      const isNew = !this.#known.has(record.trade.id)
      this.#known.set(record.trade.id, record.trade.version)
      return eventsOf(record, events, isNew)
    })
    return news.toSorted((a, b) => a.at - b.at)
  }
}

type TradeNews = Extract<EngineEvent, { kind: 'trade' }>

function eventsOf(record: TradeRecord, events: readonly TradeEvent[], isNew: boolean): TradeNews[] {
  const trade = tradeLine(record, undefined)
  const begun: TradeNews[] =
    isNew && record.trade.origin === 'ENGINE'
      ? [{ kind: 'trade', at: record.createdAt, trade, change: { kind: 'entry_sent' } }]
      : []
  let booked = 0
  let cash = 0
  for (const event of events) {
    const at = instant(event.evidence.at)
    if (event.type === 'entry_recorded') {
      // Reports are cumulative: what is told is what came with this one.
      const { quantity, cashFlow } = event.execution
      const change = { kind: 'filled', quantity: quantity - booked, cashCents: null } as const
      begun.push({
        kind: 'trade',
        at,
        trade,
        change: { ...change, cashCents: cashFlow === null ? null : ((cashFlow - cash) as typeof cashFlow) },
      })
      booked = quantity
      cash = cashFlow ?? cash
      continue
    }
    const change = changeOf(event, events)
    if (change !== null) begun.push({ kind: 'trade', at, trade, change })
  }
  return begun
}

function changeOf(event: TradeEvent, all: readonly TradeEvent[]): TradeChange | null {
  switch (event.type) {
    case 'status_changed':
      if (event.to === 'CLOSING_PENDING') return { kind: 'exit_sent', reason: reasonOf(event, all) }
      if (event.to === 'CANCELLED') return { kind: 'cancelled' }
      if (event.to === 'CLOSED') return { kind: 'closed' }
      if (event.to === 'EXIT_ERROR') return { kind: 'other', words: 'the exit failed; it is tried again' }
      if (event.to === 'INVALID_STRUCTURE')
        return { kind: 'other', words: 'its legs are not a spread any more' }
      return null
    case 'flag_raised':
      return { kind: 'other', words: `flag ${event.flag}` }
    case 'flag_cleared':
      return { kind: 'other', words: `flag ${event.flag} cleared` }
    case 'managed_set':
      return {
        kind: 'other',
        words: event.managed ? 'the engine manages it again' : 'out of the engine’s hands',
      }
    default:
      return null
  }
}

/** Of the first order of the ladder, which is decided together with the change of the status. */
function reasonOf({ version }: TradeEvent, all: readonly TradeEvent[]): string {
  const placed = all.find((one) => one.type === 'exit_order_placed' && one.version === version)
  return placed?.type === 'exit_order_placed' ? placed.order.reason : 'UNKNOWN'
}
