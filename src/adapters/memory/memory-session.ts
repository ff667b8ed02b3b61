import { invariant } from '../../domain/invariant.ts'
import type { AccountRecord } from '../../ports/store/account-store.ts'
import { byText } from './compare.ts'
import { Journal } from './journal.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** What the parts of one user's store share. */
export class MemorySession {
  readonly journal = new Journal()
  readonly accountIndex = new MemoryIndex<AccountRecord>(
    () => '',
    byText(({ account }) => account),
  )
  readonly accounts = new MemoryTable('broker_accounts', this.journal, [this.accountIndex])
  /** By account, how often its trades changed or were marked. */
  readonly tradesVersions = new MemoryTable<number>('trades_versions', this.journal)
  /** Accounts that the running transaction has locked. */
  readonly locked = new Set<string>()
  readonly #promises: (() => void)[] = []

  /** @throws {InvariantViolation} when the user has no such account: its rows would hang in the air */
  checkAccount(account: string): void {
    invariant(this.accounts.has(account), `there is no account ${account}`)
  }

  /** Something that a list of the account's trades shows has changed. */
  noteTrades(account: string): void {
    this.tradesVersions.put(account, (this.tradesVersions.get(account) ?? 0) + 1)
  }

  /** Puts off a check until the transaction ends, as a deferred constraint: rows may come in any order. */
  promise(check: () => void): void {
    this.#promises.push(check)
  }

  /** @throws {InvariantViolation} when a promise is broken */
  checkPromises(): void {
    for (const check of this.#promises) check()
  }

  end(): void {
    this.locked.clear()
    this.#promises.length = 0
  }
}
