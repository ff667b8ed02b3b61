import { readSetting, readSettings, type WrittenSetting } from '../../domain/settings/read-settings.ts'
import { SETTING_KEYS, type SettingKey, type Settings, settingSpec } from '../../domain/settings/settings.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { SettingsStore } from '../../ports/store/settings-store.ts'
import type { AccountView } from './account-view.ts'

/** A setting as a person reads it; all values are texts as they are written. */
export interface SettingLine {
  readonly key: SettingKey
  readonly value: string
  readonly default: string
  /** Unit and range. */
  readonly allowed: string
  readonly about: string
  /** Whose value it is. */
  readonly from: 'default' | 'preset' | 'user' | 'account'
}

type Layers = { readonly [From in SettingLine['from']]?: readonly WrittenSetting[] }

async function layersOf(tx: SettingsStore, { account, preset }: AccountView): Promise<Layers> {
  const written = await tx.settings(account)
  return {
    preset,
    user: written.filter((one) => one.account === null),
    account: written.filter((one) => one.account !== null),
  }
}

function joined({ preset = [], user = [], account = [] }: Layers): readonly WrittenSetting[] {
  return [...preset, ...user, ...account]
}

/** The settings that the account trades by, or the refusal of what is stored. */
export async function settingsInForce(tx: SettingsStore, view: AccountView): Promise<Result<Settings>> {
  return readSettings(joined(await layersOf(tx, view)), view.mode)
}

/**
 * Every setting with its value, unit, range, default and whose it is.
 *
 * Refuses as `readSetting` does for a `key` that is no setting.
 */
export async function listSettings(
  view: AccountView,
  key: string | null = null,
): Promise<Result<readonly SettingLine[]>> {
  if (key !== null && !isKey(key)) {
    const read = readSetting(key, '', view.mode)
    return read.ok ? ok([]) : refuse(read.code, read.message)
  }
  const layers = await view.work.transact(view.username, (tx) => layersOf(tx, view))
  const keys = key === null ? SETTING_KEYS : SETTING_KEYS.filter((one) => one === key)
  return ok(keys.map((one) => lineOf(one, layers)))
}

function isKey(text: string): boolean {
  return SETTING_KEYS.some((key) => key === text)
}

function lineOf(key: SettingKey, layers: Layers): SettingLine {
  const spec = settingSpec(key)
  const usual = spec.format(spec.default)
  const from = (['account', 'user', 'preset'] as const).find((name) =>
    layers[name]?.some((one) => one.key === key),
  )
  const value = from === undefined ? usual : layers[from]!.findLast((one) => one.key === key)!.value
  return { key, value, default: usual, allowed: spec.allowed, about: spec.about, from: from ?? 'default' }
}

/**
 * Writes a setting of the user's, or of one account only, when all settings together are still right with it. The
 * engine takes it up with its next cycle.
 *
 * Refuses as `readSettings` does, naming the key.
 */
export async function changeSetting(
  view: AccountView,
  { key, value, everywhere }: { readonly key: string; readonly value: string; readonly everywhere: boolean },
): Promise<Result<SettingLine>> {
  const written = await view.work.transact(view.username, async (tx): Promise<Result<true>> => {
    const layers = await layersOf(tx, view)
    const layer = everywhere ? 'user' : 'account'
    const changed = [...(layers[layer] ?? []).filter((one) => one.key !== key), { key, value }]
    const read = readSettings(joined({ ...layers, [layer]: changed }), view.mode)
    if (!read.ok) return refuse(read.code, read.message)
    const account = everywhere ? null : view.account
    await tx.putSetting({ account, key, value, updatedAt: view.clock.now() })
    return ok(true)
  })
  return written.ok ? onlyLine(view, key) : written
}

/** Takes a setting back, so that what lies under it counts: the user's own, the preset's or the default. */
export async function unsetSetting(
  view: AccountView,
  { key, everywhere }: { readonly key: string; readonly everywhere: boolean },
): Promise<Result<SettingLine>> {
  const removed = await view.work.transact(view.username, async (tx): Promise<Result<true>> => {
    const layers = await layersOf(tx, view)
    const layer = everywhere ? 'user' : 'account'
    const left = (layers[layer] ?? []).filter((one) => one.key !== key)
    const read = readSettings(joined({ ...layers, [layer]: left }), view.mode)
    if (!read.ok) return refuse(read.code, read.message)
    await tx.deleteSetting(everywhere ? null : view.account, key)
    return ok(true)
  })
  return removed.ok ? onlyLine(view, key) : removed
}

async function onlyLine(view: AccountView, key: string): Promise<Result<SettingLine>> {
  const lines = await listSettings(view, key)
  return lines.ok ? ok(lines.value[0]!) : lines
}
