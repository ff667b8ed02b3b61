import { ok, type Result, refuse } from '../refusal.ts'

/** A named set of values that differ from the defaults, written as a person would. */
export interface Preset {
  readonly about: string
  readonly values: Readonly<Record<string, string>>
}

/** The presets. A trader's own values go over them. */
export const PRESETS = {
  default: { about: 'The defaults of the table.', values: {} },
  demo: {
    about:
      'For watching the engine at work on an invented market: spreads of a week, small targets. Not for money.',
    values: {
      'entry.underlyings': 'SPY, QQQ',
      'entry.dte_min': '7',
      'entry.dte_max': '12',
      'entry.credit_min_fraction': '0.12',
      // QQQ has no volatility index there to rank by.
      'entry.ivr_min_credit': 'off',
      'entry.ivr_max_credit': 'off',
      'entry.ivr_min_debit': 'off',
      'entry.ivr_max_debit': 'off',
      'entry.score_min': '50',
      'entry.walk_timeout': '120',
      // What a week's spread makes or loses within hours, so that exits are seen.
      'exit.profit_target_credit': '0.15',
      'exit.profit_target_debit': '0.15',
      'exit.stop_credit_max_loss': '0.20',
      'exit.stop_debit_max_loss': '0.25',
    },
  },
  'recorded-lean': {
    about:
      'For the minutes of LEAN’s sample data: one-sided and wide quotes, no past to rank or trend by, two days to trade in.',
    values: {
      // Its chains have 15 to 16, 22, 29, 36 and 43 to 44 days left.
      'entry.dte_min': '14',
      'entry.dte_max': '45',
      // There is no past: of volatility for the rank, and of one underlying no daily closes either.
      'entry.ivr_min_credit': 'off',
      'entry.ivr_max_credit': 'off',
      'entry.ivr_min_debit': 'off',
      'entry.ivr_max_debit': 'off',
      'regime.check': 'no',
      // Quotes are written when they change, and open interest is missing for most strikes.
      'entry.leg_spread_max_abs': '1',
      'entry.leg_spread_max_fraction': 'off',
      'entry.open_interest_min': 'off',
      'quote.stale_after': '600',
      'quote.wide': '1',
      'entry.credit_min_fraction': '0.10',
      'entry.score_min': '40',
      // From the middle of a wide quote a tick every five seconds does not come as far as its end.
      'entry.walk_step': '10',
      // Out before the end of the day on which a trade has 43 days left or fewer, and in only before that.
      'exit.time_dte': '43',
      'exit.time_cutoff': '60',
      'entry.window_close': '60',
    },
  },
} as const satisfies Record<string, Preset>

/** The name of a preset. */
export type PresetName = keyof typeof PRESETS

/**
 * The preset of a name from outside. Refuses `preset_must_be_known`.
 *
 * @example
 * presetByName('bold').code // => 'preset_must_be_known'
 */
export function presetByName(name: string): Result<Preset, 'preset_must_be_known'> {
  if (Object.hasOwn(PRESETS, name)) return ok(PRESETS[name as PresetName])
  return refuse(
    'preset_must_be_known',
    `There is no preset "${name}"; there are ${Object.keys(PRESETS).join(', ')}.`,
  )
}
