import { ENTRY_TABLE, REGIME_TABLE } from './entry-table.ts'
import { BRACKET_TABLE, EXIT_TABLE, QUOTE_TABLE, SYNC_TABLE } from './exit-table.ts'
import { HAND_TABLE } from './hand-table.ts'
import { RISK_TABLE, USER_TABLE } from './risk-table.ts'
import type { SettingSpec } from './setting-spec.ts'

/** Every setting: one row a key, with its meaning, unit, range and default. The program has no other. */
export const SETTINGS = {
  ...ENTRY_TABLE,
  ...REGIME_TABLE,
  ...EXIT_TABLE,
  ...QUOTE_TABLE,
  ...SYNC_TABLE,
  ...BRACKET_TABLE,
  ...RISK_TABLE,
  ...USER_TABLE,
  ...HAND_TABLE,
} as const

/** The name of a setting. */
export type SettingKey = keyof typeof SETTINGS

/** What a setting reads as; null is off. Shares are basis points, prices `Price`, amounts cents. */
export type SettingValue<Key extends SettingKey> =
  (typeof SETTINGS)[Key] extends SettingSpec<infer Value> ? Value : never

/** Every setting with its value; complete, so that nothing is off for want of a row. Plain data. */
export type Settings = { readonly [Key in SettingKey]: SettingValue<Key> }

/** The keys in the order of the table. */
export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[]

/** The defaults of the table. */
export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, SETTINGS[key].default]),
) as unknown as Settings

/**
 * Whether a text names a setting.
 *
 * @example
 * [isSettingKey('entry.width'), isSettingKey('toString')] // => [true, false]
 */
export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(SETTINGS, text)
}

/**
 * The row of a setting, for those who read or write values of every kind.
 *
 * @example
 * settingSpec('entry.dte_min').allowed // => 'days, 0 to 730'
 */
export function settingSpec(key: SettingKey): SettingSpec<unknown> {
  return SETTINGS[key] as SettingSpec<unknown>
}
