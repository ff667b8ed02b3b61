import { invariant } from '../../domain/invariant.ts'
import { type AccountRecord, type AccountStore, accountName } from '../../ports/store/account-store.ts'
import type { MemorySession } from './memory-session.ts'

function checkName(record: AccountRecord): void {
  invariant(record.account === accountName(record.key), `account ${record.account} is not named by its key`)
}

/** The accounts of a user. */
export function memoryAccounts(session: MemorySession): AccountStore {
  const { accounts, accountIndex, locked } = session
  return {
    async insertAccount(record) {
      checkName(record)
      accounts.insert(record.account, record)
    },
    async accounts() {
      return accounts.rows(accountIndex, '').all()
    },
    async accountByName(account) {
      return accounts.get(account) ?? null
    },
    async lockAccount(account) {
      const record = accounts.get(account)
      invariant(record !== undefined, `there is no account ${account} to lock`)
      locked.add(account)
      return record
    },
    async saveAccount(record) {
      const { account, lastSequence } = record
      checkName(record)
      invariant(locked.has(account), `account ${account} is saved without its lock`)
      const stored = accounts.get(account)!
      invariant(
        lastSequence >= stored.lastSequence,
        `the sequence of account ${account} would go back from ${stored.lastSequence} to ${lastSequence}`,
      )
      accounts.put(account, record)
    },
  }
}
