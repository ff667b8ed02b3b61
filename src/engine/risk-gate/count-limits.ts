import { signOfAction } from '../../domain/option/action.ts'
import { sameContract } from '../../domain/option/contract-order.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { EntryInput } from './entry-input.ts'
import { type BookLine, isExposed, isNewOn, outlookOf, sameSpread, sidesOf } from './exposure-book.ts'
import type { RiskCode, RiskRefusal } from './risk-refusal.ts'

function* counted(
  code: RiskCode,
  subject: string,
  value: number,
  limit: number | null,
  what: string,
): Generator<RiskRefusal> {
  if (limit === null || value <= limit) return
  yield { code, subject, value, limit, message: `${what} would be ${value}, and ${limit} is the most.` }
}

/** Whether a number is one of spreads: whole, and at least 1. */
export function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1
}

/** The limit on the spreads of one trade, and that they are a whole number from 1. */
export function* tradeQuantity({ plan, settings }: EntryInput): Generator<RiskRefusal> {
  const limit = settings['risk.max_trade_quantity']
  const { quantity, id } = plan
  if (isQuantity(quantity) && quantity <= limit) return
  const value = Number.isFinite(quantity) ? quantity : null
  const message = `A trade has 1 to ${limit} spreads, not ${quantity}.`
  yield { code: 'limit_trade_quantity', subject: id, value, limit, message }
}

/** The same spread again would be a silent second trade in one position; adding is a choice of its own. */
function* identicalSpread({ plan, book, settings }: EntryInput): Generator<RiskRefusal> {
  if (settings['risk.allow_adding']) return
  const same = book.lines.find((line) => isExposed(line) && sameSpread(line.legs, plan.legs))
  if (same === undefined) return
  const message = `Trade ${same.id} is in this very spread (${same.kind}); risk.allow_adding would add a lot.`
  yield { code: 'identical_spread', subject: same.id, value: 1, limit: 0, message }
}

/** To sell what another trade bought would close it at the broker, whatever the order says. */
function* oppositeLegs({ plan, book }: EntryInput): Generator<RiskRefusal> {
  const against = (line: BookLine): boolean =>
    line.legs.some((held) =>
      plan.legs.some(
        (leg) =>
          sameContract(held.contract, leg.contract) && signOfAction(held.action) !== signOfAction(leg.action),
      ),
    )
  const conflict = book.lines.find((line) => isExposed(line) && against(line))
  if (conflict === undefined) return
  const message = `Trade ${conflict.id} (${conflict.kind}) has a leg of this entry on the other side.`
  yield { code: 'opposite_leg_conflict', subject: conflict.id, value: 1, limit: 0, message }
}

/** Spreads and trades that stand on each side of the entry; the caps of both sides are one setting. */
function* sideLimits({ plan, book, settings }: EntryInput): Generator<RiskRefusal> {
  const { underlying, quantity } = plan
  const most = settings['risk.max_qty_per_symbol_per_side']
  const exposed = book.lines.filter(isExposed)
  for (const side of sidesOf(strategyShape(plan.strategy).outlook)) {
    const onSide = exposed.filter((line) => sidesOf(outlookOf(line)).includes(side))
    const held = onSide
      .filter((line) => line.underlying === underlying)
      .reduce((total, line) => total + line.quantity, quantity)
    const subject = `${underlying} ${side}`
    yield* counted(
      'limit_symbol_side_quantity',
      subject,
      held,
      most,
      `Spreads of ${underlying} that are ${side}`,
    )
    const trades = onSide.length + 1
    yield* counted(
      'limit_direction_count',
      side,
      trades,
      settings['risk.direction_max'],
      `Trades that are ${side}`,
    )
  }
}

/** Limits on numbers of trades and contracts. Whatever may still fill counts as if it had. */
export function* countLimits(input: EntryInput): Generator<RiskRefusal> {
  const { plan, book, settings } = input
  const { underlying } = plan
  const exposed = book.lines.filter(isExposed)
  const open = exposed.length + 1
  const ofSymbol = exposed.filter((line) => line.underlying === underlying).length + 1
  const entered = book.lines.filter((line) => isNewOn(line, book.day)).length + 1
  const perSymbol = settings['risk.max_per_symbol']
  yield* tradeQuantity(input)
  yield* identicalSpread(input)
  yield* oppositeLegs(input)
  yield* counted('limit_open_count', 'account', open, settings['risk.max_open'], 'Trades open or working')
  yield* counted('limit_symbol_count', underlying, ofSymbol, perSymbol, `Trades of ${underlying}`)
  yield* counted(
    'limit_new_per_day',
    book.day,
    entered,
    settings['risk.max_new_per_day'],
    'New trades of the day',
  )
  yield* sideLimits(input)
}
