import type { Instant } from '../../domain/calendar/instant.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import { accountName } from '../../ports/store/account-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AccountCore } from '../engine/account-core.ts'
import type { AccountListener } from './account-run.ts'

/** An account that is to run, and how. */
export interface AccountPlan {
  readonly username: string
  readonly key: BrokerAccountKey
  /** Settings under those that the user has written. */
  readonly preset: Readonly<Record<string, string>>
  readonly onEvent: AccountListener
  /** Where alerts and signs of life go besides; null for an account that is not the process's own. */
  readonly alertUrl: string | null
  readonly deadManUrl: string | null
}

/** One account's place in the process, from its opening to its close. */
export class AccountSlot {
  readonly plan: AccountPlan
  readonly account: string
  readonly stop = new AbortController()
  /** While its engine is open. */
  core: AccountCore | null = null
  /** When a monitor of it last ran to its end, on the wall's time; null before the first. */
  lastMonitorAt: Instant | null = null
  /** Its market's time, once that is known. */
  clock: Pick<Clock, 'now'> | null = null
  /** Why it does not run, in a sentence; null while it does. */
  trouble: string | null = null
  /** Resolves when nothing of it runs any more. */
  ended: Promise<void> = Promise.resolve()

  constructor(plan: AccountPlan) {
    this.plan = plan
    this.account = accountName(plan.key)
  }
}

/** The places of all users' accounts, each user's apart. */
export class AccountSlots {
  readonly #byUser = new Map<string, Map<string, AccountSlot>>()

  get(username: string, account: string): AccountSlot | null {
    return this.#byUser.get(username)?.get(account) ?? null
  }

  /** By the account's name. */
  of(username: string): readonly AccountSlot[] {
    const slots = [...(this.#byUser.get(username)?.values() ?? [])]
    return slots.toSorted((a, b) => (a.account < b.account ? -1 : 1))
  }

  all(): readonly AccountSlot[] {
    return [...this.#byUser.values()].flatMap((slots) => [...slots.values()])
  }

  add(slot: AccountSlot): void {
    const { username } = slot.plan
    const slots = this.#byUser.get(username) ?? new Map<string, AccountSlot>()
    this.#byUser.set(username, slots.set(slot.account, slot))
  }

  /** Takes a slot out, unless another has its place by now. */
  remove(slot: AccountSlot): void {
    const slots = this.#byUser.get(slot.plan.username)
    if (slots?.get(slot.account) === slot) slots.delete(slot.account)
  }
}
