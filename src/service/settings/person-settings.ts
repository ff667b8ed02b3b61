import { readSetting, readSettings, type WrittenSetting } from '../../domain/settings/read-settings.ts'
import { SETTING_KEYS, type SettingKey, settingSpec } from '../../domain/settings/settings.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { digestOf } from '../../engine/proposals/inputs-digest.ts'
import type { SettingsStore } from '../../ports/store/settings-store.ts'
import type { AccountView } from '../engine/account-view.ts'

/** Every setting of an account as it is in force, and by what a later change shows that it has seen them. */
export interface PersonSettings {
  /** Changes with every value. */
  readonly version: string
  /** Texts as a person writes them: what was written comes back the same, 0 and all. */
  readonly values: Readonly<Record<SettingKey, string>>
}

interface Layers {
  readonly below: readonly WrittenSetting[]
  readonly own: readonly WrittenSetting[]
}

async function layersOf(tx: SettingsStore, { account, preset }: AccountView): Promise<Layers> {
  const written = await tx.settings(account)
  return {
    below: [...preset, ...written.filter((one) => one.account === null)],
    own: written.filter((one) => one.account !== null),
  }
}

function inForce(written: readonly WrittenSetting[]): PersonSettings {
  const last = new Map(written.map(({ key, value }) => [key, value]))
  const values = Object.fromEntries(
    SETTING_KEYS.map((key) => {
      const spec = settingSpec(key)
      return [key, last.get(key) ?? spec.format(spec.default)]
    }),
  ) as Record<SettingKey, string>
  return { version: digestOf(JSON.stringify(values)), values }
}

/** Every setting that is in force for an account. */
export function readPersonSettings(view: AccountView): Promise<PersonSettings> {
  return view.work.transact(view.username, async (tx) => {
    const { below, own } = await layersOf(tx, view)
    return inForce([...below, ...own])
  })
}

/** What a change of the whole was refused for, beside the code: the settings as they are now. */
export interface SettingsChange {
  readonly version: string
  readonly values: Readonly<Record<string, string>>
}

/**
 * Writes all settings of an account at once, as they stand in an answer of `readPersonSettings` but for what was changed
 * there. What is as the layer below has it is not stored, so that it follows a change there. No value is replaced by
 * a default: one that is not allowed refuses the whole.
 *
 * Refuses: `version_must_be_current`, `settings_must_be_complete`, and as `readSettings` does, naming the key.
 */
export function putPersonSettings(
  view: AccountView,
  change: SettingsChange,
): Promise<Result<PersonSettings>> {
  const { work, username, account, mode, clock } = view
  return work.transact(username, async (tx): Promise<Result<PersonSettings>> => {
    // Whoever changes the whole waits for whoever is at it, so that the version is that of what is written over.
    await tx.lockAccount(account)
    const { below, own } = await layersOf(tx, view)
    const present = inForce([...below, ...own])
    if (present.version !== change.version) {
      return refuse(
        'version_must_be_current',
        'The settings were changed meanwhile; read them again and make the change anew.',
      )
    }
    const missing = SETTING_KEYS.filter((key) => !Object.hasOwn(change.values, key))
    if (missing.length > 0) {
      return refuse(
        'settings_must_be_complete',
        `The settings are written as a whole, and ${missing.slice(0, 3).join(', ')} is missing; read them, change them, send them back.`,
      )
    }
    for (const [key, value] of Object.entries(change.values)) {
      const read = readSetting(key, value, mode)
      if (!read.ok) return refuse(read.code, read.message)
    }
    const base = inForce(below).values
    const written = SETTING_KEYS.flatMap((key) => {
      const value = change.values[key]!
      return value === base[key] ? [] : [{ key, value }]
    })
    const together = readSettings([...below, ...written], mode)
    if (!together.ok) return refuse(together.code, together.message)
    const updatedAt = clock.now()
    await tx.replaceSettings(
      account,
      written.map((one) => ({ ...one, account, updatedAt })),
    )
    return ok(inForce([...below, ...written]))
  })
}
