import { refuse } from '../../domain/refusal.ts'
import type { Store } from '../../ports/store/store.ts'
import type { TokenVault } from '../../ports/token-vault.ts'
import type { EventFeed } from '../../service/events/event-feed.ts'
import { LOCAL_USER } from '../engine/account-core.ts'
import type { EngineConfig } from '../engine/engine-config.ts'

export interface HostPeople {
  readonly vault: Pick<TokenVault, 'get' | 'put'>
  readonly feed: EventFeed
  usernames(): Promise<readonly string[]>
}

export function openPeople(_: { readonly store: Store; readonly config: EngineConfig }): HostPeople {
  return {
    vault: {
      get: async () => refuse('token_must_be_stored', 'No token is stored for this account.'),
      put: async () => refuse('vault_must_be_unlocked', 'There is no vault yet.'),
    },
    feed: { tell: () => {}, listen: () => () => {} },
    usernames: async () => [LOCAL_USER],
  }
}
