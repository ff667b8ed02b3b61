import { type Cents, cents } from '../../domain/money/cents.ts'
import { formatCents } from '../../domain/money/cents-text.ts'
import { divideFloor } from '../../domain/money/rounding.ts'
import { buyingPowerUse, entryReserve } from '../../domain/risk/entry-reserve.ts'
import type { CallerContext } from '../../ports/store/hand-terms.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { EntryInput } from './entry-input.ts'
import { orderOf, type Reservation } from './entry-plan.ts'
import { isExposed, isNewOn, sameSpread } from './exposure-book.ts'
import { type HandCheck, plainCheck } from './hand-check.ts'
import { type HeatReading, heatReading } from './heat-of-book.ts'
import { judgeEntry } from './judge-entry.ts'
import type { RiskCode } from './risk-refusal.ts'

/** What a trade by hand is judged by, beside what every entry is. */
export interface HandInput extends EntryInput {
  /** What each exposed line may lose until its stop, and what this trade may. */
  readonly losses: readonly (Cents | null)[]
  readonly ownLoss: Cents
  /** Trades of the last minute, the newest first. */
  readonly lastMinute: readonly TradeRecord[]
  readonly context: CallerContext
}

/** Every check in its order, what to reserve, and the heat with the trade in it. */
export interface HandVerdict {
  readonly checks: readonly HandCheck[]
  /** Null when the trade has no bounded loss. */
  readonly reservation: Reservation | null
  readonly heat: HeatReading
}

/** Limits that hold for a person's hand as for the engine; the engine's own shares and counts do not. */
const BEFORE: readonly RiskCode[] = [
  'limit_trade_quantity',
  'entry_must_only_open',
  'entry_loss_must_be_bounded',
  'entry_needs_a_limit_price',
  'entry_must_not_be_adjusted',
  'limit_trade_loss',
]
const AFTER: readonly RiskCode[] = ['limit_buying_power', 'naked_short_possible', 'opposite_leg_conflict']

/**
 * Judges a trade by hand by every limit, in the order: conditions that stop entries, size and loss, a trade that was
 * asked for twice within a minute, the person's own limits, buying power, shorts without cover. Pure: the caller reads
 * the book under the account's lock, so that of trades asked for at once each counts the ones before it.
 */
export function judgeByHand(input: HandInput): HandVerdict {
  const { plan, settings, losses, ownLoss } = input
  const order = orderOf(plan)
  const [reserve, use] = [entryReserve(order), buyingPowerUse(order)]
  const verdict = judgeEntry(input)
  const refusals = verdict.ok ? [] : verdict.refusals
  const ofGate = (codes: readonly RiskCode[]): HandCheck[] =>
    codes.map((rule) => {
      const found = refusals.find(({ code }) => code === rule)
      if (found === undefined) return plainCheck(rule, null)
      const { value, limit, message } = found
      const isMoney = rule === 'limit_trade_loss' || rule === 'limit_buying_power'
      return { rule, passed: false, value, limit, unit: isMoney ? 'cents' : 'count', message }
    })
  const reading = heatReading([...losses, ownLoss], settings['user.account_balance'])
  return {
    checks: [
      ...ofGate(['entries_stopped']),
      ...ofGate(BEFORE),
      ...gate(input),
      twice(input),
      ...ownLimits(input),
      heatLimit(input, reading),
      ...ofGate(AFTER),
    ],
    reservation: reserve.ok && use.ok ? { reserve: reserve.value, buyingPower: use.value.buyingPower } : null,
    heat: reading,
  }
}

/** A second press of the same button, under whatever key. What was proven dead stands in nobody's way. */
function twice({ plan, lastMinute }: HandInput): HandCheck {
  const same = lastMinute.find(
    ({ trade, spread }) => trade.status !== 'CANCELLED' && sameSpread(spread.legs, plan.legs),
  )
  return plainCheck(
    'duplicate_within_a_minute',
    same === undefined
      ? null
      : `Trade ${same.trade.id} is the same and was asked for less than a minute ago; wait a minute if both are meant.`,
  )
}

const LEAST_CARD_SCORE = 40

function gate({ settings, context }: HandInput): HandCheck[] {
  if (!settings['hand.card_gate']) return []
  const { cardScore, aiVerdict } = context
  const isLow = cardScore !== null && cardScore < LEAST_CARD_SCORE
  const score: HandCheck = {
    rule: 'card_score_must_reach_the_gate',
    passed: !isLow,
    value: cardScore,
    limit: LEAST_CARD_SCORE,
    unit: 'count',
    message: isLow
      ? `The card score is ${cardScore}; ${LEAST_CARD_SCORE} is the least (hand.card_gate).`
      : null,
  }
  const avoided = aiVerdict?.toUpperCase() === 'AVOID'
  const words = avoided ? 'The verdict is AVOID, and hand.card_gate forbids such trades.' : null
  return [score, plainCheck('verdict_must_not_be_avoid', words)]
}

function atMost(rule: string, value: number, limit: number, what: string, key: string): HandCheck {
  const passed = value <= limit
  const message = passed ? null : `${what} would be ${value}, and ${limit} is the most (${key}).`
  return { rule, passed, value, limit, unit: 'count', message }
}

/** The person's own counts and the loss of the day. What works or may have been sent counts as if it had filled. */
function ownLimits({ book, settings }: HandInput): HandCheck[] {
  const positions = book.lines.filter(isExposed).length + 1
  const entered = book.lines.filter((line) => isNewOn(line, book.day)).length + 1
  const lost = cents(Math.max(0, book.unpricedToday - book.realizedToday))
  const most = settings['user.daily_loss_limit']
  const isLost = lost >= most
  return [
    atMost(
      'user_max_positions',
      positions,
      settings['user.max_positions'],
      'Positions, open and pending,',
      'user.max_positions',
    ),
    atMost(
      'user_max_daily_trades',
      entered,
      settings['user.max_daily_trades'],
      'New trades of the day',
      'user.max_daily_trades',
    ),
    {
      rule: 'user_daily_loss_limit',
      passed: !isLost,
      value: lost,
      limit: most,
      unit: 'cents',
      message: isLost
        ? `The day has lost ${formatCents(lost)}, and at ${formatCents(most)} nothing more is opened (user.daily_loss_limit).`
        : null,
    },
  ]
}

function heatLimit({ settings }: HandInput, { atRisk, balance, unknown }: HeatReading): HandCheck {
  const limit = cents(divideFloor(balance * settings['user.heat_limit'], 10_000))
  const passed = unknown === 0 && atRisk <= limit
  const would =
    unknown === 0 ? `would be ${formatCents(atRisk)}` : 'cannot be said: the loss of a position is unknown'
  return {
    rule: 'user_heat_limit',
    passed,
    value: unknown === 0 ? atRisk : null,
    limit,
    unit: 'cents',
    message: passed
      ? null
      : `What may be lost until the stops ${would}, and ${formatCents(limit)} is the most (user.heat_limit of ${formatCents(balance)}).`,
  }
}
