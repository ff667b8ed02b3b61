import type { SealedToken, TokenStore } from '../../ports/store/token-store.ts'
import { byText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** The sealed tokens of a user. */
export function memoryTokens(session: MemorySession): TokenStore {
  const all = new MemoryIndex<SealedToken>(
    () => '',
    byText(({ environment, accountId }) => keyOf(environment, accountId)),
  )
  const tokens = new MemoryTable('broker_tokens', session.journal, [all])
  return {
    async sealedToken({ environment, accountId }) {
      return tokens.get(keyOf(environment, accountId)) ?? null
    },
    async sealedTokens() {
      return tokens.rows(all, '').all()
    },
    async putSealedToken(token) {
      tokens.put(keyOf(token.environment, token.accountId), token)
    },
    async deleteSealedToken({ environment, accountId }) {
      return tokens.delete(keyOf(environment, accountId))
    },
  }
}
