import { randomBytes, randomInt } from 'node:crypto'
import { brokerToken } from '../../adapters/tradier/broker-token.ts'
import { connectTradier } from '../../adapters/tradier/connection.ts'
import { createFetchTransport } from '../../adapters/tradier/fetch-transport.ts'
import { IN_PROCESS } from '../../adapters/tradier/tradier-endpoint.ts'
import { invariant } from '../../domain/invariant.ts'
import { cents } from '../../domain/money/cents.ts'
import type { TradierFace } from '../../exchange/tradier-api/tradier-face.ts'
import type { Venue } from '../../exchange/venue/venue.ts'
import type { AccountTerms } from '../../exchange/venue/venue-types.ts'
import type { BrokerWorld } from '../engine/broker-world.ts'
import type { MarketWorld } from '../engine/market-world.ts'

const OPENING_CASH = cents(100_000_00)
/** Spreads of every kind that is proposed. */
const OPTION_LEVEL = 3
/** Letters and digits that are not taken for each other. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const OWN_LETTERS = 6

/** What every paper account begins with. */
export function paperTerms(id: string): AccountTerms {
  return { id, type: 'margin', optionLevel: OPTION_LEVEL, openingCash: OPENING_CASH }
}

/**
 * The accounts of an exchange in this process. Each is reached by a token of its own, which is drawn when the account is
 * first asked for, sees this one account, is kept in no file and shown to nobody.
 */
export class PaperAccounts {
  readonly #world: string
  readonly #venue: Pick<Venue, 'accounts' | 'openAccount'>
  readonly #face: Pick<TradierFace, 'fetch' | 'admit'>
  readonly #market: MarketWorld
  readonly #opened = new Map<string, BrokerWorld>()

  /** @param world the number of the exchange's first account, with which the numbers of all others begin */
  constructor(
    world: string,
    venue: Pick<Venue, 'accounts' | 'openAccount'>,
    face: Pick<TradierFace, 'fetch' | 'admit'>,
    market: MarketWorld,
  ) {
    this.#world = world
    this.#venue = venue
    this.#face = face
    this.#market = market
  }

  /** Whether an account's number is one of this exchange: another market or seed is another exchange. */
  belongs(accountId: string): boolean {
    return accountId === this.#world || accountId.startsWith(`${this.#world}-`)
  }

  /** A number that no account has. It tells nothing of how many there are. */
  newId(): string {
    for (;;) {
      const own = Array.from({ length: OWN_LETTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
      if (!this.#has(`${this.#world}-${own}`)) return `${this.#world}-${own}`
    }
  }

  /** The way to an account, which is opened at the venue when it is not there yet. */
  worldOf(accountId: string): BrokerWorld {
    invariant(this.belongs(accountId), `${accountId} is no account of the exchange ${this.#world}`)
    const known = this.#opened.get(accountId)
    if (known !== undefined) return known
    if (!this.#has(accountId)) this.#venue.openAccount(paperTerms(accountId))
    const token = `lw-${randomBytes(24).toString('hex')}`
    this.#face.admit({
      token,
      personality: 'live',
      profileId: `id-${accountId}`,
      name: 'Paper Trader',
      accounts: [{ id: accountId, classification: 'individual', openedAt: this.#market.clock.now() }],
    })
    const world = { market: this.#market, connection: this.#connect(token), secrets: [token] }
    this.#opened.set(accountId, world)
    return world
  }

  #has(accountId: string): boolean {
    return this.#venue.accounts().some(({ id }) => id === accountId)
  }

  #connect(text: string): BrokerWorld['connection'] {
    const token = brokerToken('exchange', text)
    if (!token.ok) throw new Error(token.message)
    const { clock, during } = this.#market
    const fetch = (request: Request): Promise<Response> =>
      during(async () => {
        const answer = await this.#face.fetch(request)
        // Read while the market stands, so that no deadline passes over an answer that is already here.
        const body = await answer.arrayBuffer()
        const { status, headers } = answer
        return new Response(body.byteLength === 0 ? null : body, { status, headers })
      })
    const transport = createFetchTransport({ endpoint: IN_PROCESS, token: token.value, fetch, clock })
    return connectTradier({ transport, clock })
  }
}
