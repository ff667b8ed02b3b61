import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import { type AccountRecord, accountName } from '../../ports/store/account-store.ts'
import type { Store } from '../../ports/store/store.ts'
import type { AccountDirectory, AccountWish, OpenAccount } from '../../service/accounts/account-directory.ts'
import type { AccountStanding } from '../../service/accounts/account-standing.ts'
import type { AccountCore } from '../engine/account-core.ts'
import type { AccountKeeper } from './account-keeper.ts'
import type { AccountListener } from './account-run.ts'
import { type AccountPlan, AccountSlot, AccountSlots } from './account-slot.ts'
import type { BrokerFactory } from './broker-factory.ts'
import type { PaperAccounts } from './paper-accounts.ts'
import { checkToken } from './check-token.ts'

/** What a host of accounts is made of. */
export interface HostParts {
  readonly store: Store
  readonly brokers: Pick<BrokerFactory, 'worldOf'>
  readonly keeper: AccountKeeper
  /** Of the built-in exchange; null where it does not run here. */
  readonly paper: PaperAccounts | null
  /** The account that the process was begun with. */
  readonly own: AccountPlan
  /** Where news of a user's account goes. */
  readonly listenerOf: (username: string, account: string) => AccountListener
}

/** An engine that runs, and when its last monitor ended, on the wall's time. */
export interface RunningEngine {
  readonly core: AccountCore
  readonly lastMonitorAt: Instant | null
}

/** What a new account trades by until its user says otherwise: nothing is entered that nobody asked for. */
export const BY_HAND = { 'engine.entries': 'no' } as const
/** Of one user: enough to try things, and no way to fill the machine. */
const MOST_ACCOUNTS = 10
const NUMBER = /^[A-Za-z0-9]{4,20}$/

/** The accounts of all users in this process, each on an engine of its own. */
export class AccountHost implements AccountDirectory {
  readonly #parts: HostParts
  readonly #slots = new AccountSlots()
  #own: { readonly slot: AccountSlot; readonly core: AccountCore; begun: boolean } | null = null
  /** What each user's accounts are opened and closed by, one after the other: two clicks are not two accounts. */
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(parts: HostParts) {
    this.#parts = parts
  }

  /** Opens the engine of the process's own account without beginning its cycles. Refuses as `AccountKeeper.open` does. */
  async openOwn(): Promise<Result<AccountCore>> {
    const slot = new AccountSlot(this.#parts.own)
    const core = await this.#parts.keeper.open(slot)
    if (core.ok) this.#own = { slot, core: core.value, begun: false }
    return core
  }

  /** Begins the cycles of the process's own account. */
  begin(): void {
    const own = this.#own!
    own.begun = true
    this.#slots.add(own.slot)
    own.slot.ended = this.#parts.keeper.keep(own.slot, ok(own.core))
  }

  /** Opens the accounts of users that were open before, each in a transaction as its user. One that fails is told of and tried again. */
  async restore(usernames: readonly string[]): Promise<void> {
    for (const username of usernames) await this.#restoreUser(username)
  }

  accountsOf(username: string): readonly OpenAccount[] {
    return this.#slots.of(username).flatMap(({ core }) => (core === null ? [] : [core]))
  }

  accountOf(username: string, account: string): OpenAccount | null {
    return this.coreOf(username, account)
  }

  /** As `accountOf`, with its engine. */
  coreOf(username: string, account: string): AccountCore | null {
    const own = this.#own
    if (own?.begun === false && own.slot.plan.username === username && own.slot.account === account) {
      return own.core
    }
    return this.#slots.get(username, account)?.core ?? null
  }

  /** Every engine that runs, whosever it is: for figures that tell of no user. */
  running(): readonly RunningEngine[] {
    return this.#slots
      .all()
      .flatMap(({ core, lastMonitorAt }) => (core === null ? [] : [{ core, lastMonitorAt }]))
  }

  /** Every account of a user, open or not, by name. */
  async standings(username: string): Promise<readonly AccountStanding[]> {
    const { rows, choices } = await this.#stored(username)
    return rows.map(({ account }) => {
      const slot = this.#slots.get(username, account)
      return {
        account,
        isOpen: slot?.core != null,
        trouble: slot?.trouble ?? null,
        isLiveOn: choices.get(account)?.live != null,
      }
    })
  }

  /**
   * Opens an account and begins its cycles; one that runs already is given as it is.
   *
   * Refuses: `account_must_be_known`, `account_number_must_be_given`, `accounts_must_be_few`,
   * `account_must_not_run_twice`, and as the broker's factory, `checkToken` and `openAccount` do.
   */
  open(username: string, wish: AccountWish): Promise<Result<OpenAccount>> {
    return this.#inTurn(username, () => this.#open(username, wish))
  }

  close(username: string, account: string): Promise<Result<true>> {
    return this.#inTurn(username, async () => {
      const slot = this.#slots.get(username, account)
      if (slot === null) return unknownAccount(account)
      await this.#end(slot)
      await this.#choose(username, account, false)
      return ok(true)
    })
  }

  /** Lets a token that was changed take hold: an account that is to run is opened anew by it. */
  reopen(username: string, account: string): Promise<void> {
    return this.#inTurn(username, async () => {
      const slot = this.#slots.get(username, account)
      if (slot === null) return
      await this.#end(slot)
      await this.#start(this.#planOf(username, slot.plan.key), false)
    })
  }

  /** Ends the cycles of every account at the next place where that harms nothing. Resolves when all have ended. */
  async end(): Promise<void> {
    await Promise.all(this.#slots.all().map((slot) => this.#end(slot)))
    // One that was opened for a single request has no cycles that would close it.
    if (this.#own?.begun === false) await this.#own.core.close()
  }

  async #open(username: string, wish: AccountWish): Promise<Result<OpenAccount>> {
    const { rows } = await this.#stored(username)
    const key = this.#keyOf(wish, rows)
    if (!key.ok) return key
    const account = accountName(key.value)
    const running = this.accountOf(username, account)
    if (running !== null) return ok(running)
    if (!rows.some((row) => row.account === account) && rows.length >= MOST_ACCOUNTS) {
      return refuse('accounts_must_be_few', `A user has at most ${MOST_ACCOUNTS} accounts.`)
    }
    const proved = await this.#proved(username, key.value)
    if (!proved.ok) return proved
    return this.#openAs(username, key.value)
  }

  async #restoreUser(username: string): Promise<void> {
    const { rows, choices } = await this.#stored(username)
    const wanted = rows.filter(({ account }) => choices.get(account)?.runs !== false)
    await Promise.all(
      wanted.map(({ account, key }) =>
        this.#slots.get(username, account) === null && this.#isHere(key)
          ? this.#start(this.#planOf(username, key), false)
          : null,
      ),
    )
  }

  /** Whether an account could run here: those of another market of the exchange wait for theirs. */
  #isHere({ environment, accountId }: BrokerAccountKey): boolean {
    return environment !== 'exchange' || this.#parts.paper?.belongs(accountId) === true
  }

  #stored(username: string) {
    return this.#parts.store.transact(username, async (tx) => ({
      rows: await tx.accounts(),
      choices: new Map((await tx.accountChoices()).map((choice) => [choice.account, choice])),
    }))
  }

  #keyOf({ environment, accountId }: AccountWish, rows: readonly AccountRecord[]): Result<BrokerAccountKey> {
    if (environment === 'exchange') {
      const { paper } = this.#parts
      if (accountId === null) {
        if (paper !== null) return ok({ environment, accountId: paper.newId() })
        return refuse('exchange_must_be_here', 'The built-in exchange does not run in this process.')
      }
      // Numbers of the exchange are given, not chosen: another user may have this one.
      const isTheirs = rows.some(({ key }) => key.environment === environment && key.accountId === accountId)
      return isTheirs ? ok({ environment, accountId }) : unknownAccount(`exchange:${accountId}`)
    }
    if (accountId !== null && NUMBER.test(accountId)) return ok({ environment, accountId })
    return refuse(
      'account_number_must_be_given',
      `An account at Tradier needs its number there, e.g. VA12345678, of 4 to 20 letters and digits.`,
    )
  }

  /** That the token at hand opens the account at its broker, and that no other engine of this process trades it. */
  async #proved(username: string, key: BrokerAccountKey): Promise<Result<true>> {
    if (key.environment === 'exchange') return ok(true)
    const world = await this.#parts.brokers.worldOf(username, key)
    if (!world.ok) return world
    const checked = await checkToken(world.value, key)
    if (!checked.ok) return checked
    const account = accountName(key)
    const isTaken = this.#slots
      .all()
      .some((slot) => slot.account === account && slot.plan.username !== username)
    if (!isTaken) return ok(true)
    return refuse(
      'account_must_not_run_twice',
      `The account ${account} is traded by another user of this server; two engines on one account would work against each other.`,
    )
  }

  async #openAs(username: string, key: BrokerAccountKey): Promise<Result<OpenAccount>> {
    const before = this.#slots.get(username, accountName(key))
    if (before !== null) await this.#end(before)
    const opened = await this.#start(this.#planOf(username, key), true)
    if (!opened.ok) return opened
    const { world, view } = opened.value
    await this.#choose(username, view.account, true)
    // An account that the exchange forgot with the process would look like one that the broker had reset.
    const saved = await world.market.saveChanges()
    return saved.ok ? ok(opened.value) : saved
  }

  /** Opens and begins; what is refused is left out again when it must open, else kept and told. */
  async #start(plan: AccountPlan, mustOpen: boolean): Promise<Result<AccountCore>> {
    const slot = new AccountSlot(plan)
    this.#slots.add(slot)
    const { keeper } = this.#parts
    const opening = keeper.open(slot)
    slot.ended = opening.then((opened) =>
      opened.ok || !mustOpen ? keeper.keep(slot, opened) : this.#slots.remove(slot),
    )
    return opening
  }

  async #end(slot: AccountSlot): Promise<void> {
    slot.stop.abort(new Error('the account is closed'))
    await slot.ended
    this.#slots.remove(slot)
  }

  #inTurn<Value>(username: string, work: () => Promise<Value>): Promise<Value> {
    const mine = (this.#turns.get(username) ?? Promise.resolve()).then(work)
    this.#turns.set(
      username,
      mine.catch(() => undefined),
    )
    return mine
  }

  async #choose(username: string, account: string, runs: boolean): Promise<void> {
    await this.#parts.store.transact(username, async (tx) => {
      const live = (await tx.accountChoice(account))?.live ?? null
      await tx.putAccountChoice({ account, runs, live })
    })
  }

  #planOf(username: string, key: BrokerAccountKey): AccountPlan {
    const { own, listenerOf } = this.#parts
    const account = accountName(key)
    if (username === own.username && account === accountName(own.key)) return own
    const onEvent = listenerOf(username, account)
    return { username, key, preset: BY_HAND, onEvent, alertUrl: null, deadManUrl: null }
  }
}

function unknownAccount(account: string): Result<never> {
  return refuse('account_must_be_known', `There is no account ${account} of yours.`)
}
