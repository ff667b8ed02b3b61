import type { IssuedKey, KeyLine } from '../../service/people/api-keys.ts'
import type { IssuedCode } from '../../service/people/invite-person.ts'
import type { PersonLine } from '../../service/people/list-people.ts'
import type { VaultStatus } from '../../ports/token-vault.ts'

/** The answer to each request about people. */
export interface PeopleAnswers {
  readonly user_list: readonly PersonLine[]
  readonly user_first_code: { readonly code: string }
  readonly user_invite: IssuedCode
  readonly user_disable: PersonLine
  readonly user_reset: IssuedCode
  readonly key_create: IssuedKey
  readonly key_list: readonly KeyLine[]
  readonly key_revoke: { readonly id: string }
  readonly vault_status: VaultStatus
  readonly vault_rotate: { readonly changed: number }
}
