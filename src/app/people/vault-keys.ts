import { join } from 'node:path'
import { makeSecretFile, readSecretFile } from '../../adapters/system/secret-file.ts'
import { newFernetKey } from '../../adapters/vault/fernet.ts'
import { type KeyRing, parseKeyRing } from '../../adapters/vault/key-ring.ts'
import { type Result, refuse } from '../../domain/refusal.ts'

/** Where the keys may come from. */
export interface KeyPlaces {
  readonly dataFolder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Whether anything is sealed already: then a new key would be the wrong one. */
  readonly hasTokens: () => Promise<boolean>
}

/**
 * The keys of the vault: those of `LEGWORK_VAULT_KEY`, separated by commas, or of `vault.key` in the data folder, which is
 * made at the first start. Nothing is made while tokens are stored: their key is somewhere else, and has to come back.
 *
 * Refuses: `vault_key_must_be_a_fernet_key`, `vault_key_must_be_given`, and as `readSecretFile` does. The vault is then
 * locked; the engine starts all the same.
 */
export async function vaultKeys({ dataFolder, environment, hasTokens }: KeyPlaces): Promise<Result<KeyRing>> {
  const given = environment['LEGWORK_VAULT_KEY']?.trim() ?? ''
  if (given !== '') return parseKeyRing(given)
  const path = join(dataFolder, 'vault.key')
  const found = readSecretFile(path)
  if (found.ok) return parseKeyRing(found.value)
  if (found.code !== 'secret_file_must_be_there') return found
  if (await hasTokens()) {
    return refuse('vault_key_must_be_given', `Tokens are stored, but their key is not: there is no ${path}.`)
  }
  const made = makeSecretFile(path, newFernetKey())
  return made.ok ? parseKeyRing(made.value) : made
}
