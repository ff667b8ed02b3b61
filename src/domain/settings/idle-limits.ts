import type { Cents } from '../money/cents.ts'
import { formatCents } from '../money/cents-text.ts'
import { premiumCents } from '../money/premium.ts'
import { price } from '../money/price.ts'
import { divideCeil } from '../money/rounding.ts'
import { strategyShape } from '../spread/strategy-table.ts'
import { limitInCents } from './risk-limit.ts'
import type { SettingKey, Settings } from './settings.ts'

/** A limit below what the plainest trade of the rules may lose: it admits none such. */
export interface IdleLimit {
  readonly key: SettingKey
  readonly message: string
}

const LIMITS = [
  'risk.per_trade_max_loss',
  'risk.daily_new_risk',
  'risk.underlying_risk',
  'risk.expiry_risk',
  'risk.direction_risk',
  'risk.heat',
] as const

/** What the plainest spread loses at most: a credit one for the least credit, a debit one for the least debit. */
function plainestLoss(effect: 'credit' | 'debit', settings: Settings): Cents {
  const width = settings['entry.width']
  const credit = divideCeil(width * settings['entry.credit_min_fraction'], 10_000)
  const lost = effect === 'credit' ? price(width - credit) : settings['entry.debit_min']
  return premiumCents(lost, settings['risk.default_quantity'])
}

/**
 * Limits that admit no plain trade of the enabled strategies at an equity, for `doctor`: with 1 % of 10,000
 * dollars no spread 5 wide is ever entered, and nothing else says why.
 *
 * @example
 * import { cents } from '../money/cents.ts'
 * import { DEFAULT_SETTINGS } from './settings.ts'
 * idleLimits(DEFAULT_SETTINGS, cents(10_000_000)) // => []
 */
export function idleLimits(settings: Settings, equity: Cents): readonly IdleLimit[] {
  const effects = new Set(settings['entry.strategies'].map((strategy) => strategyShape(strategy).effect))
  const found: IdleLimit[] = []
  for (const key of LIMITS) {
    const limit = settings[key]
    if (limit === null) continue
    const most = limitInCents(limit, equity)
    for (const effect of effects) {
      const loss = plainestLoss(effect, settings)
      if (loss <= most) continue
      const spread = `a ${effect} spread for the least ${effect} may lose ${formatCents(loss)}`
      found.push({ key, message: `${key} is ${formatCents(most)}, and ${spread}: none such is entered.` })
    }
  }
  return found
}
