import type { Store, StoreTransaction } from '../../../src/ports/store/store.ts'
import { accountRecord } from './sample-records.ts'

/** What a store must do, shown on one. */
export type ContractTest = (store: Store) => Promise<void>

/** A part of the contract: each name is a sentence that a test of that name shows. */
export type ContractPart = Readonly<Record<string, ContractTest>>

let users = 0

/** A user whom nobody has seen yet: tests share one database, and row level security keeps them apart. */
export function freshUser(): string {
  users++
  return `user-${process.pid}-${users}`
}

/** A fresh user with the sample account. */
export async function userWithAccount(store: Store): Promise<string> {
  const user = freshUser()
  await store.transact(user, (tx) => tx.insertAccount(accountRecord()))
  return user
}

/** Runs reads or writes as a user, one transaction. */
export type As = <T>(work: (tx: StoreTransaction) => Promise<T>) => Promise<T>

/** A user with the sample account, and another user with an account of the same name and nothing in it. */
export async function twoUsers(store: Store): Promise<{ readonly mine: As; readonly theirs: As }> {
  const [me, other] = [await userWithAccount(store), await userWithAccount(store)]
  return {
    mine: (work) => store.transact(me, work),
    theirs: (work) => store.transact(other, work),
  }
}
