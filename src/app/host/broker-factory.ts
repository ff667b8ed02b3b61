import { invariant } from '../../domain/invariant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { AccountChoiceStore } from '../../ports/store/account-choice-store.ts'
import { accountName } from '../../ports/store/account-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import type { TokenVault } from '../../ports/token-vault.ts'
import type { BrokerWorld } from '../engine/broker-world.ts'
import type { MarketWorld } from '../engine/market-world.ts'
import type { PaperExchange } from './open-paper-exchange.ts'
import type { TradierConnections, TradierEnvironment } from './tradier-market.ts'

/** The account that the process was begun with, whose token and consent its environment gives. */
export interface OwnAccount {
  readonly username: string
  readonly key: BrokerAccountKey
  /** Null on the built-in exchange. */
  readonly token: string | null
}

/** Where the ways to brokers come from. */
export interface BrokerSources {
  /** Null where the process was begun on a real broker. */
  readonly exchange: PaperExchange | null
  readonly markets: Readonly<Record<TradierEnvironment, MarketWorld>>
  readonly connections: TradierConnections
  readonly vault: Pick<TokenVault, 'get'>
  readonly choices: UnitOfWork<AccountChoiceStore>
  /** Whether this server may trade money at all. */
  readonly isLiveAllowed: boolean
  readonly own: OwnAccount
}

/**
 * Picks the broker of a user's account. The environment, the token and the number of the account are one: a token is
 * opened from the vault for exactly this account, goes to the host of this environment, and the orders carry this number.
 */
export class BrokerFactory {
  readonly #sources: BrokerSources

  constructor(sources: BrokerSources) {
    this.#sources = sources
  }

  /**
   * The way to an account. Nothing is asked of the broker.
   *
   * Refuses: `exchange_must_be_here`, `live_must_be_allowed_by_the_server`, `live_must_be_switched_on`, and as the vault
   * and `brokerToken` do.
   */
  async worldOf(username: string, key: BrokerAccountKey): Promise<Result<BrokerWorld>> {
    const { environment, accountId } = key
    if (environment === 'exchange') return this.#onExchange(accountId)
    const allowed = environment === 'live' ? await this.#mayTradeMoney(username, key) : ok(true)
    if (!allowed.ok) return allowed
    const token = await this.#tokenOf(username, key)
    if (!token.ok) return token
    const market = this.#sources.markets[environment]
    const connection = this.#sources.connections.of(environment, token.value, market.clock)
    if (!connection.ok) return connection
    const bound = connection.value.broker(accountId).key
    invariant(
      bound.environment === environment,
      `a ${environment} account is not traded at ${bound.environment}`,
    )
    return ok({ market, connection: connection.value, secrets: [token.value] })
  }

  #onExchange(accountId: string): Result<BrokerWorld> {
    const { exchange } = this.#sources
    if (exchange?.accounts.belongs(accountId) === true) return ok(exchange.accounts.worldOf(accountId))
    return refuse(
      'exchange_must_be_here',
      exchange === null
        ? 'The built-in exchange does not run in this process; start it without --broker.'
        : `The account ${accountId} is of another market or seed; start with that one to trade it.`,
    )
  }

  async #mayTradeMoney(username: string, key: BrokerAccountKey): Promise<Result<true>> {
    if (!this.#sources.isLiveAllowed) {
      return refuse(
        'live_must_be_allowed_by_the_server',
        'This server trades no money; whoever runs it allows it with LEGWORK_LIVE.',
      )
    }
    if (this.#isOwn(username, key)) return ok(true)
    const account = accountName(key)
    const choice = await this.#sources.choices.transact(username, (tx) => tx.accountChoice(account))
    if (choice?.live != null) return ok(true)
    return refuse(
      'live_must_be_switched_on',
      `Money is switched off for ${account}; switch it on with a second factor and the typed words.`,
    )
  }

  async #tokenOf(username: string, key: BrokerAccountKey): Promise<Result<string>> {
    const { own, vault } = this.#sources
    if (own.token !== null && this.#isOwn(username, key)) return ok(own.token)
    return vault.get(username, key)
  }

  #isOwn(username: string, key: BrokerAccountKey): boolean {
    const { own } = this.#sources
    return username === own.username && accountName(key) === accountName(own.key)
  }
}
