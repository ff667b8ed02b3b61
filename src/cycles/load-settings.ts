import { readSettings } from '../domain/settings/read-settings.ts'
import type { Settings } from '../domain/settings/settings.ts'
import type { SettingsStore } from '../ports/store/settings-store.ts'
import type { CycleContext } from './cycle-context.ts'

/**
 * The settings of an account: defaults, over them the preset, the user's own, and those of the account.
 *
 * @throws {Error} when what is stored is refused, naming the key: an engine must not trade by rules that nobody chose
 */
export async function loadSettings(
  tx: SettingsStore,
  { account, preset, mode }: Pick<CycleContext, 'account' | 'preset' | 'mode'>,
): Promise<Settings> {
  const written = await tx.settings(account)
  const ofUser = written.filter((one) => one.account === null)
  const ofAccount = written.filter((one) => one.account !== null)
  const read = readSettings([...preset, ...ofUser, ...ofAccount], mode)
  if (!read.ok) throw new Error(read.message)
  return read.value
}
