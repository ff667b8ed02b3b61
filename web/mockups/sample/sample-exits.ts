import { cents } from '../../../src/domain/money/cents.ts'
import { formatCents } from '../../../src/domain/money/cents-text.ts'
import type { Price } from '../../../src/domain/money/price.ts'
import { formatPrice } from '../../../src/domain/money/price-text.ts'
import { strategyShape } from '../../../src/domain/spread/strategy-table.ts'
import type { ExitDistance } from '../../api/trade-view.ts'

/** What the exit rules look at, sums for the whole trade in cents. */
export interface ExitFacts {
  readonly strategy: Parameters<typeof strategyShape>[0]
  readonly entryCents: number
  readonly maxProfitCents: number | null
  readonly maxLossCents: number
  readonly pnlCents: number | null
  readonly mark: Price | null
  readonly dte: number
  readonly dteAtEntry: number
  /** Volatility now over that at the entry. */
  readonly volatilityRatio: number | null
}

const dollars = (amount: number): string => formatCents(cents(Math.round(amount)))
const share = (value: number): number => Math.min(1, Math.max(0, value))

function kindOf(rule: string): ExitDistance['kind'] {
  if (rule === 'Stop loss' || rule === 'Emergency') return 'loss'
  return rule === 'Time exit' ? 'neutral' : 'gain'
}

function watch(rule: string, when: string, now: string | null, nearness: number | null): ExitDistance {
  if (now === null || nearness === null)
    return { rule, kind: kindOf(rule), when, now, nearness: null, state: 'not_evaluated' }
  const near = share(nearness)
  return { rule, kind: kindOf(rule), when, now, nearness: near, state: near >= 1 ? 'hit' : 'watching' }
}

const off = (rule: string, when: string): ExitDistance => ({
  rule,
  kind: kindOf(rule),
  when,
  now: null,
  nearness: null,
  state: 'off',
})

function stop({ strategy, entryCents, maxLossCents, pnlCents }: ExitFacts): ExitDistance {
  const isCredit = strategyShape(strategy).effect === 'credit'
  const limit = isCredit ? Math.min(2 * entryCents, 0.75 * maxLossCents) : 0.5 * maxLossCents
  const loss = pnlCents === null ? null : Math.max(0, -pnlCents)
  const now = loss === null ? null : loss === 0 ? 'no loss' : `loss ${dollars(loss)}`
  return watch('Stop loss', `loss of ${dollars(limit)}`, now, loss === null ? null : loss / limit)
}

function target({ strategy, maxProfitCents, entryCents, pnlCents }: ExitFacts): ExitDistance {
  const isCredit = strategyShape(strategy).effect === 'credit'
  const part = isCredit ? 0.5 : 0.6
  const most = maxProfitCents ?? entryCents
  const name = maxProfitCents === null ? 'of premium' : 'of maximum'
  const now = pnlCents === null ? null : `${Math.round((100 * pnlCents) / most)} % ${name}`
  return watch(
    'Profit target',
    `${part * 100} % ${name}, ${dollars(part * most)}`,
    now,
    pnlCents === null ? null : pnlCents / (part * most),
  )
}

function trailing({ maxProfitCents, entryCents, pnlCents }: ExitFacts): ExitDistance {
  const most = maxProfitCents ?? entryCents
  const profit = pnlCents === null ? null : pnlCents / most
  const now = profit === null ? null : profit >= 0.25 ? 'armed' : 'not armed'
  return watch(
    'Trailing stop',
    'arms at 25 %, gives back 10 %',
    now,
    profit === null ? null : profit >= 0.25 ? 0.1 : 0,
  )
}

/** The distance to every exit rule under the default settings, in the order in which they are judged. */
export function exitDistances(facts: ExitFacts): readonly ExitDistance[] {
  const { strategy, dte, dteAtEntry, mark, volatilityRatio, pnlCents, maxProfitCents } = facts
  const isCredit = strategyShape(strategy).effect === 'credit'
  const profit = pnlCents === null || maxProfitCents === null ? null : pnlCents / maxProfitCents
  const ratio = volatilityRatio === null ? null : Math.round(volatilityRatio * 100)
  return [
    off('Emergency', 'move of the underlying in 15 s: switched off'),
    stop(facts),
    target(facts),
    trailing(facts),
    isCredit
      ? watch(
          'IV crush',
          '85 % of entry IV and 15 % profit',
          ratio === null ? null : `${ratio} % of entry IV`,
          ratio === null || profit === null ? null : Math.min((100 - ratio) / 15, share(profit / 0.15)),
        )
      : off('IV crush', 'for credit spreads only'),
    watch(
      'Time exit',
      '2 days left, from 15:50 ET',
      `${dte} days left`,
      1 - (dte - 2) / Math.max(1, dteAtEntry - 2),
    ),
    isCredit
      ? watch(
          'Low value',
          'mark at $0.05 or below',
          mark === null ? null : `mark $${formatPrice(mark)}`,
          mark === null ? null : 500 / Math.max(500, mark),
        )
      : off('Low value', 'for credit spreads only'),
  ]
}

/** The rule that is nearest to closing the trade. */
export function nearestExit(distances: readonly ExitDistance[]): ExitDistance | null {
  const watched = distances.filter(({ nearness }) => nearness !== null)
  return watched.reduce<ExitDistance | null>(
    (best, one) => (best === null || one.nearness! > best.nearness! ? one : best),
    null,
  )
}
