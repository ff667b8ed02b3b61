import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { decide } from '../../../src/domain/trade/decide.ts'
import { evolve } from '../../../src/domain/trade/evolve.ts'
import { adoptTrade, beginTrade, type Trade } from '../../../src/domain/trade/trade.ts'
import type { Evidence, TradeCommand } from '../../../src/domain/trade/trade-command.ts'
import type { TradeRecord, TradeSave } from '../../../src/ports/store/trade-store.ts'
import { ACCOUNT, CALL_500, LEGS, OPEN } from './sample-records.ts'

export function tradeRecord(trade: Trade, more: Partial<TradeRecord> = {}): TradeRecord {
  return {
    account: ACCOUNT,
    trade,
    spread: {
      strategy: 'BULL_CALL_DEBIT',
      underlying: 'SPY',
      root: 'SPY',
      expiration: CALL_500.expiration,
      legs: LEGS,
    },
    proposalId: null,
    createdAt: OPEN,
    maxProfit: null,
    maxLoss: null,
    reserve: cents(250_00),
    ivEntry: null,
    underlyingEntry: null,
    lastFillSequence: null,
    absentSnapshots: 0,
    hand: null,
    memo: {},
    ...more,
  }
}

export function newTrade(id: string, quantity = 2): Trade {
  return beginTrade({ id, origin: 'ENGINE', managed: true, quantity, multiplier: 100 })
}

export function adoptedTrade(id: string, entryCents: number | null, at = OPEN): Trade {
  const cash = entryCents === null ? null : cents(entryCents)
  return adoptTrade({ id, managed: true, quantity: 1, multiplier: 100 }, cash, at)
}

export function evidence(at: number = OPEN): Evidence {
  return { actor: 'engine', at: instant(at), snapshotId: 's1', reference: 'o1' }
}

/** What the domain makes of a command: a record to save with its events. */
export function told(record: TradeRecord, ...commands: readonly TradeCommand[]): TradeSave {
  let save: TradeSave = { record, events: [] }
  for (const command of commands) {
    const decision = decide(save.record.trade, command)
    if (!decision.ok) throw new Error(decision.message)
    const trade = decision.value.reduce(evolve, save.record.trade)
    save = { record: { ...save.record, trade }, events: [...save.events, ...decision.value] }
  }
  return save
}

export function filled(filledQuantity: number, at: number = OPEN): TradeCommand {
  return {
    type: 'entry_filled',
    orderId: 'o1',
    filledQuantity,
    cashFlow: cents(-125_00 * filledQuantity),
    evidence: evidence(at),
  }
}

export function foundFlat(at: number = OPEN): TradeCommand {
  return { type: 'flat_at_broker', evidence: evidence(at) }
}
