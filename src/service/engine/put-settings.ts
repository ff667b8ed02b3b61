import { readSettings } from '../../domain/settings/read-settings.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { digestOf } from '../../engine/proposals/inputs-digest.ts'
import type { SettingRecord, SettingsStore } from '../../ports/store/settings-store.ts'
import type { AccountView } from './account-view.ts'
import { listSettings, type SettingLine } from './view-settings.ts'

/** All settings of an account, and the version that a change must name. */
export interface SettingsPage {
  readonly version: string
  readonly settings: readonly SettingLine[]
}

/** Settings to write, and to take back (null), for all accounts of the user or for this one. */
export interface SettingsChange {
  readonly version: string
  readonly values: Readonly<Record<string, string | null>>
  readonly everywhere: boolean
}

function versionOf(written: readonly SettingRecord[]): string {
  return digestOf(JSON.stringify(written.map(({ account, key, value }) => [account, key, value])))
}

/** Every setting with its value, range and meaning, and the version of what is written. */
export async function readSettingsPage(view: AccountView): Promise<SettingsPage> {
  const { work, username, account } = view
  const version = versionOf(await work.transact(username, (tx) => tx.settings(account)))
  const lines = await listSettings(view)
  return { version, settings: lines.ok ? lines.value : [] }
}

/**
 * Writes some settings, all or none: when they are still what the writer saw, and when all of them together are right.
 *
 * Refuses: `version_must_be_current`, and as `readSettings` does, naming the key.
 */
export async function putSettings(view: AccountView, change: SettingsChange): Promise<Result<SettingsPage>> {
  const { work, username, account } = view
  const written = await work.transact(username, async (tx): Promise<Result<true>> => {
    await tx.lockAccount(account)
    const before = await tx.settings(account)
    if (versionOf(before) !== change.version) {
      return refuse(
        'version_must_be_current',
        'The settings were changed elsewhere meanwhile; look at them again.',
      )
    }
    const read = readSettings(layersWith(view, before, change), view.mode)
    if (!read.ok) return refuse(read.code, read.message)
    await write(tx, view, change)
    return ok(true)
  })
  return written.ok ? ok(await readSettingsPage(view)) : written
}

/** What would be written, the lowest layer first: the preset, the user's own, the account's. */
function layersWith(
  { preset }: AccountView,
  before: readonly SettingRecord[],
  { values, everywhere }: SettingsChange,
) {
  const layer = (ofUser: boolean): readonly { readonly key: string; readonly value: string }[] => {
    const kept = before.filter(({ account }) => (account === null) === ofUser)
    if (ofUser !== everywhere) return kept
    const others = kept.filter(({ key }) => !Object.hasOwn(values, key))
    const set = Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
    return [...others, ...set]
  }
  return [...preset, ...layer(true), ...layer(false)]
}

/** A form has a handful of changed fields, and each is a row of its own. */
async function write(
  tx: SettingsStore,
  { account, clock }: AccountView,
  { values, everywhere }: SettingsChange,
): Promise<void> {
  const owner = everywhere ? null : account
  for (const [key, value] of Object.entries(values)) {
    if (value === null) await tx.deleteSetting(owner, key)
    else await tx.putSetting({ account: owner, key, value, updatedAt: clock.now() })
  }
}
