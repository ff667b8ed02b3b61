import type { SealedToken, TokenStore } from '../../ports/store/token-store.ts'
import type { Session } from './session.ts'

const COLUMNS =
  'environment, account_id as "accountId", ciphertext, key_id as "keyId", updated_at as "updatedAt"'

const ONE = `select ${COLUMNS} from broker_tokens where environment = $1 and account_id = $2`
const ALL = `select ${COLUMNS} from broker_tokens order by environment collate "C", account_id`

const PUT = `insert into broker_tokens (environment, account_id, ciphertext, key_id, updated_at)
  values ($1, $2, $3, $4, $5)
  on conflict (username, environment, account_id) do update
  set ciphertext = excluded.ciphertext, key_id = excluded.key_id, updated_at = excluded.updated_at`

const DELETE = 'delete from broker_tokens where environment = $1 and account_id = $2'

/** The sealed tokens of the user. */
export function postgresTokens(session: Session): TokenStore {
  return {
    sealedToken: ({ environment, accountId }) => session.row<SealedToken>(ONE, [environment, accountId]),
    sealedTokens: () => session.rows<SealedToken>(ALL),
    async putSealedToken({ environment, accountId, ciphertext, keyId, updatedAt }) {
      await session.write(PUT, [environment, accountId, ciphertext, keyId, new Date(updatedAt)])
    },
    deleteSealedToken: async ({ environment, accountId }) =>
      (await session.write(DELETE, [environment, accountId])) > 0,
  }
}
