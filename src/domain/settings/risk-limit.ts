import { type Cents, cents } from '../money/cents.ts'
import { formatCents, parseCents } from '../money/cents-text.ts'
import { formatDecimal, parseDecimal } from '../money/decimal.ts'
import { divideFloor } from '../money/rounding.ts'
import { ok, type Result, refuse } from '../refusal.ts'
import type { SettingKind, SettingValueCode } from './setting-spec.ts'

/** A limit of risk: a share of the equity in basis points, or a fixed amount in cents. */
export type RiskLimit =
  | { readonly of: 'equity'; readonly basisPoints: number }
  | { readonly of: 'dollars'; readonly cents: Cents }

const HOW = 'must be a share of the equity such as 1%, or dollars such as $450'

function parseLimit(text: string): Result<RiskLimit, SettingValueCode> {
  if (text.endsWith('%')) {
    const basisPoints = parseDecimal(text.slice(0, -1).trim(), 2, 1e6)
    if (typeof basisPoints !== 'number')
      return refuse('setting_must_be_a_limit', `${HOW}; "${text}" is neither.`)
    if (basisPoints < 1 || basisPoints > 10_000) {
      return refuse('setting_must_be_within_its_range', `must be 0.01% to 100% of the equity, not ${text}.`)
    }
    return ok({ of: 'equity', basisPoints })
  }
  // A bare 2 could mean two percent or two dollars, and a bare 500 was once a loss of -500: say which.
  const parsed = text.includes('$') ? parseCents(text) : null
  if (parsed?.ok !== true) return refuse('setting_must_be_a_limit', `${HOW}; "${text}" is neither.`)
  if (parsed.value <= 0) {
    return refuse('setting_must_be_within_its_range', `is an amount above 0, without a sign, not ${text}.`)
  }
  return ok({ of: 'dollars', cents: parsed.value })
}

/**
 * The kind of settings that limit risk: `1%` of the equity, or `$450`. Never negative: a loss that stops entries
 * is written as the amount lost.
 *
 * @example
 * riskLimit('Per trade.').parse('1.5%') // => { ok: true, value: { of: 'equity', basisPoints: 150 } }
 * riskLimit('Per trade.').parse('-500').code // => 'setting_must_be_a_limit'
 */
export function riskLimit(about: string): SettingKind<RiskLimit> {
  return {
    allowed: 'a share of the equity (0.01% to 100%) or an amount in dollars ($450)',
    about,
    parse: parseLimit,
    format: (limit) =>
      limit.of === 'equity' ? `${formatDecimal(limit.basisPoints, 2, 0)}%` : formatCents(limit.cents),
  }
}

/**
 * A limit in cents. A share of the equity is rounded down, so that rounding admits nothing; of an equity of 0 or
 * less it is 0.
 *
 * @example
 * import { cents } from '../money/cents.ts'
 * limitInCents({ of: 'equity', basisPoints: 150 }, cents(1_000_001)) // => 15000
 */
export function limitInCents(limit: RiskLimit, equity: Cents): Cents {
  if (limit.of === 'dollars') return limit.cents
  return cents(divideFloor(Math.max(0, equity) * limit.basisPoints, 10_000))
}
