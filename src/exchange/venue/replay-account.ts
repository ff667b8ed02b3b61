import { premiumCentsHalfEven } from '../../domain/money/premium.ts'
import type { AccountBooks } from './account-books.ts'
import { isClosing } from './order-side.ts'
import type { ChangeCause, EventFill, OrderFill, VenueEvent } from './venue-event.ts'
import type { VenueRoom } from './venue-state.ts'
import type { Violation } from './violation.ts'

/** What an account must hold by the log alone. */
export interface ReplayedAccount {
  cash: number
  fees: number
  readonly positions: Map<string, number>
  readonly violations: Violation[]
}

const CLEARING: ReadonlySet<ChangeCause> = new Set(['expiration', 'exercise', 'assignment'])

function add(positions: Map<string, number>, symbol: string, quantity: number): void {
  const left = (positions.get(symbol) ?? 0) + quantity
  if (left === 0) positions.delete(symbol)
  else positions.set(symbol, left)
}

function replayFill(
  room: VenueRoom,
  replay: ReplayedAccount,
  orderId: number,
  { symbol, quantity, price, side }: OrderFill,
): void {
  const held = replay.positions.get(symbol) ?? 0
  if (isClosing(side) && Math.abs(quantity) > -Math.sign(quantity) * held) {
    const evidence = `order ${orderId} fills ${quantity} ${symbol} to close with ${held} held`
    replay.violations.push({ rule: 'exit_is_within_its_position', subject: symbol, evidence })
  }
  add(replay.positions, symbol, quantity)
  replay.cash -= premiumCentsHalfEven(price, quantity, room.instruments.of(symbol).multiplier)
}

function replayChange(
  room: VenueRoom,
  replay: ReplayedAccount,
  cause: ChangeCause,
  fills: readonly EventFill[],
): void {
  for (const { symbol, quantity } of fills) {
    const held = replay.positions.get(symbol) ?? 0
    const isOption = room.instruments.option(symbol) !== null
    if (CLEARING.has(cause) && isOption && Math.abs(quantity) > -Math.sign(quantity) * held) {
      const evidence = `${cause} takes ${-quantity} of ${held} ${symbol}`
      replay.violations.push({ rule: 'clearing_is_within_its_position', subject: symbol, evidence })
    }
    add(replay.positions, symbol, quantity)
  }
}

/** Goes through the log as if nothing else were known: what each fill and each movement makes of an account. */
export function replayAccount(
  room: VenueRoom,
  accountId: string,
  { terms }: AccountBooks,
  events: readonly VenueEvent[],
): ReplayedAccount {
  const replay = { cash: terms.openingCash as number, fees: 0, positions: new Map(), violations: [] }
  for (const event of events) {
    if (event.accountId !== accountId) continue
    if (event.kind === 'order_filled') {
      for (const fill of event.fills) replayFill(room, replay, event.orderId, fill)
      replay.cash -= event.fees
      replay.fees += event.fees
    } else if (event.kind === 'account_changed') {
      replay.cash += event.cash
      replayChange(room, replay, event.cause, event.fills)
      if (event.cause === 'wipe') {
        replay.positions.clear()
        replay.fees = 0
      }
    }
  }
  return replay
}
