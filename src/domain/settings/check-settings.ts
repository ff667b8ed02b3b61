import type { Refusal } from '../refusal.ts'
import { strategyShape } from '../spread/strategy-table.ts'
import type { SettingKey, Settings } from './settings.ts'

/** Why settings do not fit each other. */
export type SettingsCode =
  | 'setting_min_must_not_exceed_max'
  | 'regime_must_allow_an_enabled_strategy'
  | 'fresh_limit_must_cover_two_periods'
  | 'giveback_must_not_exceed_arming'
  | 'debit_must_fit_in_the_width'

/** A refusal with the setting that it is about. */
export interface SettingRefusal<Code extends string> extends Refusal<Code> {
  readonly key: string
}

/** A refusal about a setting. */
export function refuseSetting<Code extends string>(
  code: Code,
  key: string,
  what: string,
): SettingRefusal<Code> {
  return { ok: false, code, key, message: `${key} ${what}` }
}

type NumberKey = {
  [Key in SettingKey]: Settings[Key] extends number | null ? Key : never
}[SettingKey]

/** Pairs of which the first must not be above the second; a side that is off is no limit. */
const ORDERED: readonly (readonly [NumberKey, NumberKey])[] = [
  ['entry.dte_min', 'entry.dte_max'],
  ['entry.debit_min', 'entry.debit_max'],
  ['entry.short_delta_min', 'entry.short_delta_max'],
  ['entry.long_delta_min', 'entry.long_delta_max'],
  ['entry.ivr_min_credit', 'entry.ivr_max_credit'],
  ['entry.ivr_min_debit', 'entry.ivr_max_debit'],
  ['entry.walk_interval', 'entry.walk_timeout'],
  ['risk.default_quantity', 'risk.max_trade_quantity'],
  ['risk.max_trade_quantity', 'risk.max_qty_per_symbol_per_side'],
  ['risk.max_per_symbol', 'risk.max_open'],
  ['tilt.caution', 'tilt.pause'],
]

function* disordered(settings: Settings): Generator<SettingRefusal<SettingsCode>> {
  for (const [low, high] of ORDERED) {
    const [least, most] = [settings[low], settings[high]]
    if (least === null || most === null || least <= most) continue
    yield refuseSetting('setting_min_must_not_exceed_max', low, `must not be above ${high}.`)
  }
}

/** A NEUTRAL regime that allows nothing is no trading at all in most markets; so is a strategy that never may. */
function* barredByRegime(settings: Settings): Generator<SettingRefusal<SettingsCode>> {
  if (!settings['regime.check']) return
  const enabled = settings['entry.strategies']
  const allowed = (
    key: 'regime.bull' | 'regime.bear' | 'regime.neutral',
    strategy: (typeof enabled)[number],
  ) => settings[key].includes(strategyShape(strategy).outlook)
  if (!enabled.some((strategy) => allowed('regime.neutral', strategy))) {
    yield refuseSetting(
      'regime_must_allow_an_enabled_strategy',
      'regime.neutral',
      `must allow an outlook of one of ${enabled.join(', ')}, or nothing is traded near the average.`,
    )
  }
  for (const strategy of enabled) {
    if ((['regime.bull', 'regime.bear', 'regime.neutral'] as const).some((key) => allowed(key, strategy)))
      continue
    yield refuseSetting(
      'regime_must_allow_an_enabled_strategy',
      'entry.strategies',
      `names ${strategy}, which no regime allows; add its outlook to one, or leave it out.`,
    )
  }
}

/**
 * Every rule between settings that is broken, in a fixed order; none when they fit. Each names the setting.
 *
 * @example
 * import { DEFAULT_SETTINGS } from './settings.ts'
 * [...brokenSettings({ ...DEFAULT_SETTINGS, 'entry.dte_min': 40 })].map(({ code, key }) => [code, key]) // => [['setting_min_must_not_exceed_max', 'entry.dte_min']]
 */
export function* brokenSettings(settings: Settings): Generator<SettingRefusal<SettingsCode>> {
  yield* disordered(settings)
  yield* barredByRegime(settings)
  // One missed read warns; entries must not stop for it.
  if (settings['sync.fresh_limit'] < 2 * settings['sync.period']) {
    yield refuseSetting(
      'fresh_limit_must_cover_two_periods',
      'sync.fresh_limit',
      `must be at least 2 x sync.period, ${2 * settings['sync.period']} seconds.`,
    )
  }
  const arm = settings['exit.trail_arm']
  if (arm !== null && settings['exit.trail_giveback'] > arm) {
    yield refuseSetting(
      'giveback_must_not_exceed_arming',
      'exit.trail_giveback',
      'must not be above exit.trail_arm, or the trailing stop would close at a loss.',
    )
  }
  if (settings['entry.debit_min'] >= settings['entry.width']) {
    yield refuseSetting('debit_must_fit_in_the_width', 'entry.debit_min', 'must be below entry.width.')
  }
}
