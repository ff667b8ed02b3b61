import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type pg from 'pg'
import { openGate, type PeopleGate } from '../../adapters/auth/people-gate.ts'
import { randomIds } from '../../adapters/system/random-ids.ts'
import { makeSecretFile, readSecretFile } from '../../adapters/system/secret-file.ts'
import { systemClock } from '../../adapters/system/system-clock.ts'
import { fernetVault } from '../../adapters/vault/fernet-vault.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Log } from '../../ports/log.ts'
import type { TokenStore } from '../../ports/store/token-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { TokenDesk } from '../../service/people/broker-tokens.ts'
import { vaultKeys } from './vault-keys.ts'

/** The user of the engine that runs by itself, whose rows are there before anybody has joined. */
const LOCAL_USERNAME = 'local'
const SHORTEST_SECRET = 32

/** What people are opened from. */
export interface PeoplePlace {
  /** The pool of the store, migrated. */
  readonly pool: pg.Pool
  readonly work: UnitOfWork<TokenStore>
  readonly dataFolder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where browsers reach us, such as `http://localhost:8420`; the first is the one that is told to them. */
  readonly origins: readonly [string, ...string[]]
  readonly log: Log
}

/** Everything about people that a process needs. */
export interface PeopleServices {
  /** Proves identities and answers `/api/auth/`: the `PeopleDoor` of the HTTP door. */
  readonly gate: PeopleGate
  /** For commands about people, keys and tokens. */
  readonly desk: TokenDesk
  /** Everybody whose rows there may be, the disabled too: their trades are exited as before. */
  usernames(): Promise<readonly string[]>
  /** Values that must not be in a log line. */
  readonly secrets: readonly string[]
}

/**
 * Opens sign-in and the vault on the store's database. A vault without its key is locked, and all else goes on.
 *
 * Refuses: `auth_secret_must_be_long_enough`, and as `readSecretFile` does when the secret of sessions cannot be kept.
 */
export async function openPeopleServices(place: PeoplePlace): Promise<Result<PeopleServices>> {
  const { pool, work, dataFolder, environment, origins, log } = place
  const secret = authSecret(dataFolder, environment)
  if (!secret.ok) return secret
  const clock = systemClock()
  const ids = randomIds()
  const gate = openGate({ pool, secret: secret.value, origins, ids, log, now: clock.now })
  await gate.sweep()
  const usernames = async (): Promise<readonly string[]> => {
    const people = await gate.store.people()
    return [...new Set([LOCAL_USERNAME, ...people.map(({ username }) => username)])]
  }
  const hasTokens = async (): Promise<boolean> => {
    for (const username of await usernames()) {
      if ((await work.transact(username, (tx) => tx.sealedTokens())).length > 0) return true
    }
    return false
  }
  const keys = await vaultKeys({ dataFolder, environment, hasTokens })
  const vault = fernetVault({ work, usernames, keys, clock })
  const given = environment['LEGWORK_VAULT_KEY']?.trim() ?? ''
  const kept = given === '' ? readSecretFile(join(dataFolder, 'vault.key')) : ok(given)
  const sealing = (kept.ok ? kept.value : '').split(',').map((key) => key.trim())
  return ok({
    gate,
    desk: { people: gate.store, clock, ids, vault },
    usernames,
    secrets: [secret.value, ...sealing.filter((key) => key !== '')],
  })
}

/** The secret of sessions: `LEGWORK_AUTH_SECRET`, or `auth.key` in the data folder, which is made at the first start. */
function authSecret(
  dataFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Result<string> {
  const given = environment['LEGWORK_AUTH_SECRET']?.trim() ?? ''
  const path = join(dataFolder, 'auth.key')
  const found = given === '' ? readSecretFile(path) : ok(given)
  if (!found.ok && found.code !== 'secret_file_must_be_there') return found
  const secret = found.ok ? found : makeSecretFile(path, randomBytes(32).toString('base64url'))
  if (!secret.ok || secret.value.length >= SHORTEST_SECRET) return secret
  return refuse(
    'auth_secret_must_be_long_enough',
    `The secret of sessions (LEGWORK_AUTH_SECRET, or ${path}) must have at least ${SHORTEST_SECRET} characters.`,
  )
}
