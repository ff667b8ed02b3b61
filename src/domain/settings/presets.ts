import { ok, type Result, refuse } from '../refusal.ts'

/** A named set of values that differ from the defaults, written as a person would. */
export interface Preset {
  readonly about: string
  readonly values: Readonly<Record<string, string>>
}

/** The presets. A trader's own values go over them. */
export const PRESETS = {
  default: { about: 'The defaults of the table.', values: {} },
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
