import { type Cents, cents } from '../../domain/money/cents.ts'
import { formatCents } from '../../domain/money/cents-text.ts'
import { divideFloor } from '../../domain/money/rounding.ts'
import { limitInCents, type RiskLimit } from '../../domain/settings/risk-limit.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { EntryInput } from './entry-input.ts'
import type { Reservation } from './entry-plan.ts'
import { type BookLine, isExposed, isNewOn, outlookOf, sidesOf } from './exposure-book.ts'
import type { RiskCode, RiskRefusal } from './risk-refusal.ts'

/** The sum of what the lines may lose; null while that of any is unknown, since to leave it out would admit more. */
function sumOfRisk(lines: readonly BookLine[]): Cents | null {
  let total = 0
  for (const { risk } of lines) {
    if (risk === null) return null
    total += risk
  }
  return cents(total)
}

function* atMost(
  code: RiskCode,
  subject: string,
  value: Cents | null,
  limit: Cents,
  what: string,
): Generator<RiskRefusal> {
  if (value !== null && value <= limit) return
  const would =
    value === null ? 'cannot be said: the loss of a trade is unknown' : `would be ${formatCents(value)}`
  yield { code, subject, value, limit, message: `${what} ${would}, and ${formatCents(limit)} is the most.` }
}

type SumKey =
  | 'risk.daily_new_risk'
  | 'risk.underlying_risk'
  | 'risk.expiry_risk'
  | 'risk.direction_risk'
  | 'risk.heat'

/** A sum that this entry becomes part of: its refusal, limit and subject, its name, and the lines that count. */
type Sum = readonly [RiskCode, SumKey, string, string, (line: BookLine) => boolean]

/** Of the day's new risk, what is over again still counts; of all others only what is held or may come to be. */
function sumsOf({ plan, book }: EntryInput): readonly Sum[] {
  const { underlying, expiration } = plan
  const { day } = book
  const isNew = (line: BookLine): boolean => isNewOn(line, day)
  const isOfUnderlying = (line: BookLine): boolean => isExposed(line) && line.underlying === underlying
  const expiresThen = (line: BookLine): boolean => isExposed(line) && line.expiration === expiration
  const sides = sidesOf(strategyShape(plan.strategy).outlook).map((side): Sum => {
    const isOnSide = (line: BookLine): boolean => isExposed(line) && sidesOf(outlookOf(line)).includes(side)
    return ['limit_direction_risk', 'risk.direction_risk', side, `Risk that is ${side}`, isOnSide]
  })
  return [
    ['limit_daily_new_risk', 'risk.daily_new_risk', day, 'New risk of the day', isNew],
    ['limit_underlying_risk', 'risk.underlying_risk', underlying, `Risk in ${underlying}`, isOfUnderlying],
    ['limit_expiry_risk', 'risk.expiry_risk', expiration, `Risk that expires on ${expiration}`, expiresThen],
    ...sides,
    ['limit_heat', 'risk.heat', 'account', 'Risk of the account', isExposed],
  ]
}

/** The loss of the day, what closed at an unknown price counted as lost in full; 0 in profit. */
function lossToday({ book }: EntryInput): Cents {
  return cents(Math.max(0, book.unpricedToday - book.realizedToday))
}

function* buyingPower(
  { book, settings, optionBuyingPower }: EntryInput,
  needed: Cents,
): Generator<RiskRefusal> {
  const unseen = book.lines.filter(isExposed).reduce((total, line) => total + line.unseenBuyingPower, 0)
  const value = cents(unseen + needed)
  const code = 'limit_buying_power'
  if (optionBuyingPower === null) {
    const message = 'The broker reported no option buying power, so none can be taken.'
    yield { code, subject: 'account', value, limit: null, message }
    return
  }
  const available = Math.max(0, optionBuyingPower) * settings['risk.buying_power_share']
  yield* atMost(code, 'account', value, cents(divideFloor(available, 10_000)), 'Buying power taken')
}

/** Limits on money. A limit that is a share of an unknown equity refuses: nothing can be shown to fit in it. */
export function* moneyLimits(
  input: EntryInput,
  { reserve, buyingPower: needed }: Reservation,
): Generator<RiskRefusal> {
  const { settings, book, equity, plan } = input
  const keys = ['risk.per_trade_max_loss', 'risk.daily_loss', ...sumsOf(input).map(([, key]) => key)] as const
  if (equity === null && keys.some((key) => settings[key]?.of === 'equity')) {
    const message = 'The equity is not known, so no limit that is a share of it can be held.'
    yield { code: 'equity_unknown', subject: 'account', value: null, limit: null, message }
  }
  const inCents = (limit: RiskLimit | null): Cents | null => {
    if (limit === null || (limit.of === 'equity' && equity === null)) return null
    return limitInCents(limit, equity ?? cents(0))
  }
  const each = inCents(settings['risk.per_trade_max_loss'])
  if (each !== null) yield* atMost('limit_trade_loss', plan.id, reserve, each, 'The loss of the trade')
  for (const [code, key, subject, what, counts] of sumsOf(input)) {
    const limit = inCents(settings[key])
    const held = sumOfRisk(book.lines.filter(counts))
    if (limit !== null)
      yield* atMost(code, subject, held === null ? null : cents(held + reserve), limit, what)
  }
  const daily = inCents(settings['risk.daily_loss'])
  const lost = lossToday(input)
  if (daily !== null && lost >= daily) {
    const message = `The day has lost ${formatCents(lost)}; at ${formatCents(daily)} entries stop.`
    yield { code: 'limit_daily_loss', subject: book.day, value: lost, limit: daily, message }
  }
  yield* buyingPower(input, needed)
}
