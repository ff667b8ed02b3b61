import { ok } from '../refusal.ts'
import { brokenSettings, refuseSetting, type SettingRefusal, type SettingsCode } from './check-settings.ts'
import type { SettingValueCode } from './setting-spec.ts'
import {
  DEFAULT_SETTINGS,
  isSettingKey,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
  type SettingValue,
  settingSpec,
} from './settings.ts'
import type { TradingMode } from './trading-mode.ts'

/** A setting as it was written. */
export interface WrittenSetting {
  readonly key: string
  readonly value: string
}

/** Why a written setting, or all of them together, are refused. */
export type SettingCode =
  | 'setting_must_be_known'
  | 'setting_is_fixed_in_this_mode'
  | SettingValueCode
  | SettingsCode

/** The answer with the value, or a refusal that names the key. */
export type SettingResult<Value> = { readonly ok: true; readonly value: Value } | SettingRefusal<SettingCode>

/**
 * Reads one setting. Refuses `setting_must_be_known` (with the nearest key), `setting_is_fixed_in_this_mode`, or
 * with the code of its kind; the message names the key, what is allowed and what was written.
 *
 * @example
 * readSetting('entry.dte_min', '35', 'PAPER') // => { ok: true, value: 35 }
 * readSetting('exit.trail_givback', '0.15', 'PAPER').message // => 'exit.trail_givback is no setting; is exit.trail_giveback meant?'
 */
export function readSetting(key: string, text: string, mode: TradingMode): SettingResult<unknown> {
  if (!isSettingKey(key)) {
    return refuseSetting('setting_must_be_known', key, `is no setting; is ${nearestKey(key)} meant?`)
  }
  const spec = settingSpec(key)
  const parsed = spec.parse(text)
  if (!parsed.ok) return refuseSetting(parsed.code, key, parsed.message)
  if (!spec.modes.includes(mode) && spec.format(parsed.value) !== spec.format(spec.default)) {
    const modes = spec.modes.join(' and ')
    return refuseSetting(
      'setting_is_fixed_in_this_mode',
      key,
      `may be changed in ${modes} only, not in ${mode}.`,
    )
  }
  return parsed
}

/**
 * All settings: the defaults, over them the written ones in their order (a preset's first, then a trader's own).
 * Nothing is repaired: the first text that is refused, or the first rule between settings that is broken, refuses
 * the whole, as an engine that starts with one setting ignored trades by rules that nobody chose.
 *
 * @example
 * readSettings([{ key: 'entry.width', value: '10' }], 'PAPER').value['entry.width'] // => 100000
 * readSettings([{ key: 'risk.daily_loss', value: '-500' }], 'PAPER').key // => 'risk.daily_loss'
 */
export function readSettings(written: readonly WrittenSetting[], mode: TradingMode): SettingResult<Settings> {
  const values: Record<string, unknown> = { ...DEFAULT_SETTINGS }
  for (const { key, value } of written) {
    const read = readSetting(key, value, mode)
    if (!read.ok) return read
    values[key] = read.value
  }
  const settings = values as unknown as Settings
  for (const broken of brokenSettings(settings)) return broken
  return ok(settings)
}

/**
 * A setting's value as a person writes it; `readSetting` reads it back.
 *
 * @example
 * formatSetting('risk.heat', { of: 'equity', basisPoints: 600 }) // => '6%'
 */
export function formatSetting<Key extends SettingKey>(key: Key, value: SettingValue<Key>): string {
  return settingSpec(key).format(value)
}

/** The key with the smallest edit distance, the first of the table among equals. */
function nearestKey(text: string): SettingKey {
  let nearest = SETTING_KEYS[0]!
  let least = Number.POSITIVE_INFINITY
  for (const key of SETTING_KEYS) {
    const distance = editDistance(text.slice(0, 64), key)
    if (distance < least) [nearest, least] = [key, distance]
  }
  return nearest
}

/** Letters to insert, delete or replace to turn one text into the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1))
    }
    previous = row
  }
  return previous[b.length]!
}
