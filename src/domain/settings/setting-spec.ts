import { ok, type Result, refuse } from '../refusal.ts'
import { TRADING_MODES, type TradingMode } from './trading-mode.ts'

/** Why a text is not a value of a setting. */
export type SettingValueCode =
  | 'setting_must_be_a_number'
  | 'setting_must_be_within_its_range'
  | 'setting_must_be_a_limit'
  | 'setting_must_be_one_of_its_choices'
  | 'setting_must_name_each_once'
  | 'setting_cannot_be_off'

/** What a person may write for a setting, and what the program reads from it. */
export interface SettingSpec<Value> {
  /** One sentence for the screens. */
  readonly about: string
  /** Unit and range in words: `days, 0 to 730`. */
  readonly allowed: string
  /** Null is off. */
  readonly default: Value
  readonly canBeOff: boolean
  /** Modes in which it may differ from its default. */
  readonly modes: readonly TradingMode[]
  /** Reads what a person wrote; messages complete "KEY ...". */
  parse(text: string): Result<Value, SettingValueCode>
  /** A text that `parse` reads back to the same value. */
  format(value: Value): string
}

/** The parts that differ between kinds of settings. */
export interface SettingKind<Value> {
  readonly allowed: string
  readonly about: string
  parse(text: string): Result<Value, SettingValueCode>
  format(value: Value): string
}

/**
 * A setting that always has a value. `off` is refused by name, as a setting that was meant to be off and is not
 * (or the reverse) would be found out with money.
 */
export function always<Value>(kind: SettingKind<Value>, defaultText: string): SettingSpec<Value> {
  const parse = (text: string): Result<Value, SettingValueCode> => {
    if (isOff(text)) return refuse('setting_cannot_be_off', `cannot be off; give ${kind.allowed}.`)
    return kind.parse(text.trim())
  }
  return { ...kind, default: defaultOf(parse(defaultText)), canBeOff: false, modes: TRADING_MODES, parse }
}

/** A setting for which `off` (null) is a value of its own, so that nothing is off by accident. */
export function orOff<Value>(kind: SettingKind<Value>, defaultText: string): SettingSpec<Value | null> {
  const parse = (text: string): Result<Value | null, SettingValueCode> =>
    isOff(text) ? ok(null) : kind.parse(text.trim())
  const format = (value: Value | null): string => (value === null ? 'off' : kind.format(value))
  const { about } = kind
  const allowed = `${kind.allowed}, or off`
  return {
    about,
    allowed,
    default: defaultOf(parse(defaultText)),
    canBeOff: true,
    modes: TRADING_MODES,
    parse,
    format,
  }
}

/** The same setting, changeable in some modes only. */
export function onlyIn<Value>(modes: readonly TradingMode[], spec: SettingSpec<Value>): SettingSpec<Value> {
  return { ...spec, modes }
}

function isOff(text: string): boolean {
  return text.trim().toLowerCase() === 'off'
}

function defaultOf<Value>(parsed: Result<Value>): Value {
  if (!parsed.ok) throw new Error(`A default of the settings table is refused: it ${parsed.message}`)
  return parsed.value
}
