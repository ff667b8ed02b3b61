import { openQuantity } from '../../../src/domain/trade/trade-figures.ts'
import { isFinal } from '../../../src/domain/trade/trade-status.ts'
import { wishOf } from '../../../src/engine/exits/close-wish.ts'
import { wantedProtection } from '../../../src/engine/brackets/wanted-protection.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { isUnsettled } from '../../../src/ports/store/intent-store.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import type { Books } from './books.ts'
import type { Violation } from './invariants.ts'

/** How long an order may work for a closed trade: until the next monitor has seen and cancelled it. */
const CYCLE_MS = 65_000
/** How long wanted protection may be held by nobody without the alarm: a minute, and the step that finds it. */
const BARE_MS = 75_000

const isClosing = (role: string | undefined): boolean => role === 'EXIT' || role === 'BRACKET'

/** What holds of closing orders at every moment, whoever closes and whatever goes wrong. */
export function checkClosing({ trades, intents, orders, positions }: Books): readonly Violation[] {
  const intentOf = new Map(intents.map((intent) => [intent.tag, intent]))
  // One that was given up as never arrived, and arrives after all, stands beside the next until it is cancelled.
  const twice = trades.flatMap(({ trade }) => {
    const own = intents.filter(
      (one) => one.tradeId === trade.id && isClosing(one.role) && isUnsettled(one.state),
    )
    return own.length > 1 ? [`${own.length} closing orders of ${trade.id} may work at once`] : []
  })
  const live = orders.filter(({ live: works, tag }) => works && isClosing(intentOf.get(tag)?.role))
  const offered = new Map<string, number>()
  for (const { symbol, remaining } of live.flatMap(({ legs }) => legs)) {
    offered.set(symbol, (offered.get(symbol) ?? 0) + remaining)
  }
  const held = new Map(positions.map(({ symbol, quantity }) => [symbol, quantity]))
  const over = [...offered].flatMap(([symbol, quantity]) => {
    const have = held.get(symbol) ?? 0
    return quantity < 0 && -quantity > Math.max(0, have) ? [`${symbol}: ${-quantity} offered of ${have}`] : []
  })
  const flags = trades.flatMap((record) => falseAlarm(record))
  return [
    ...twice.map((what) => ({ rule: 'B2', what })),
    ...over.map((what) => ({ rule: 'B1', what })),
    ...flags.map((what) => ({ rule: 'B4', what })),
  ]
}

function falseAlarm(record: TradeRecord): string[] {
  const { trade } = record
  if (!trade.flags.includes('UNPROTECTED') || trade.status === 'CLOSING_PENDING') return []
  if (trade.bracket !== null)
    return [`${trade.id} is UNPROTECTED and ${trade.bracket.heldBy} holds its bracket`]
  return wantedProtection(record) === null ? [`${trade.id} is UNPROTECTED and wants nothing`] : []
}

/** What holds over time: how long things may last. One a world; asked after each step. */
export class BracketWatch {
  private readonly since = new Map<string, number>()
  private before: ReadonlyMap<string, TradeRecord> = new Map()

  check(books: Books): readonly Violation[] {
    const { trades, intents, orders, now } = books
    const intentOf = new Map(intents.map((intent) => [intent.tag, intent]))
    const broken: Violation[] = []
    const final = new Set(trades.filter(({ trade }) => isFinal(trade.status)).map(({ trade }) => trade.id))
    for (const { id, tag, live } of orders) {
      const works = live && final.has(intentOf.get(tag)?.tradeId ?? '')
      if (this.lasts(`order ${id}`, works, now) > CYCLE_MS)
        broken.push({ rule: 'B3', what: `order ${id} works for a trade that is over` })
    }
    for (const record of trades) {
      const { trade } = record
      const isBare =
        (trade.status === 'OPEN' || trade.status === 'PARTIALLY_FILLED') &&
        openQuantity(trade) > 0 &&
        wantedProtection(record) !== null &&
        trade.bracket === null &&
        wishOf(record, instant(now)) === null &&
        !trade.flags.includes('UNPROTECTED')
      // A bracket that stood and was cancelled between two looks has protected it meanwhile.
      const stood = intents.filter((one) => one.tradeId === trade.id && one.resolution === 'cancelled').length
      if (this.lasts(`bare ${trade.id} after ${stood}`, isBare, now) > BARE_MS)
        broken.push({ rule: 'B4', what: `nobody holds the protection of ${trade.id}, and nobody is told` })
      broken.push(...this.wantedChanged(record))
    }
    this.before = new Map(trades.map((record) => [record.trade.id, record]))
    return broken
  }

  private lasts(what: string, isSo: boolean, now: number): number {
    if (!isSo) {
      this.since.delete(what)
      return 0
    }
    const begun = this.since.get(what) ?? now
    this.since.set(what, begun)
    return now - begun
  }

  /** C-12: the wanted prices are those that somebody holds, from the moment on in which they are. */
  private wantedChanged({ trade, hand }: TradeRecord): readonly Violation[] {
    const was = this.before.get(trade.id)?.hand
    if (was === undefined || was === null || hand === null) return []
    if (was.stopLoss === hand.stopLoss && was.takeProfit === hand.takeProfit) return []
    const isNone = hand.stopLoss === null && hand.takeProfit === null
    const { bracket } = trade
    const holds = bracket?.stopLoss === hand.stopLoss && bracket.takeProfit === hand.takeProfit
    // It may have been taken into force and cancelled or filled within the same step; then it was an order of ours.
    return isNone || holds || isFinal(trade.status) || trade.status === 'CLOSING_PENDING' || bracket === null
      ? []
      : [{ rule: 'B5', what: `${trade.id} wants what nobody holds` }]
  }
}
