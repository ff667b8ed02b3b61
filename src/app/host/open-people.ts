import { systemClock } from '../../adapters/system/system-clock.ts'
import { fernetVault } from '../../adapters/vault/fernet-vault.ts'
import type { Store } from '../../ports/store/store.ts'
import { LOCAL_USER } from '../engine/account-core.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import { vaultKeys } from '../people/vault-keys.ts'
import type { Environment } from '../config/environment.ts'
import type { HostPeople } from './host-people.ts'

/** Opens what keeps people's tokens and tells them news. */
export async function openPeople({
  store,
  config,
  environment,
}: {
  readonly store: Store
  readonly config: EngineConfig
  readonly environment: Environment
}): Promise<HostPeople> {
  const usernames = async (): Promise<readonly string[]> => [LOCAL_USER]
  const hasTokens = async (): Promise<boolean> => {
    for (const username of await usernames()) {
      const tokens = await store.transact(username, (tx) => tx.sealedTokens())
      if (tokens.length > 0) return true
    }
    return false
  }
  const keys = await vaultKeys({ dataFolder: config.dataFolder, environment, hasTokens })
  return {
    vault: fernetVault({ work: store, usernames, keys, clock: systemClock() }),
    feed: { tell: () => {}, listen: () => () => {} },
    usernames,
  }
}
