import { invariant } from '../../domain/invariant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'

const HIDDEN = '[token]'
const SHAPE = /^[A-Za-z0-9._~+/=-]{1,512}$/
/** What stands in a configuration where the token should: words of examples, or one character again and again. */
const PLACEHOLDER =
  /^(.)\1*$|^(your|my|the|some|insert|put|enter|paste|replace|todo)[-_.]|placeholder|change[-_.]?me|example|dummy|your[-_.]?token/i
/** The broker's own tokens are far longer. */
const SHORTEST_REAL = 10

/**
 * A bearer token that knows its environment, so that a paper token can never be sent to the live host or the reverse,
 * and that shows itself to nobody: printed, logged, serialized or inspected it is `[token]`.
 */
export class BrokerToken<Environment extends BrokerEnvironment = BrokerEnvironment> {
  readonly environment: Environment
  readonly #text: string

  constructor(environment: Environment, text: string) {
    invariant(SHAPE.test(text), 'a token is one word; read it with brokerToken')
    this.environment = environment
    this.#text = text
  }

  /** The Authorization header, for a host of the token's own environment only. */
  bearerFor(environment: BrokerEnvironment): string {
    invariant(environment === this.environment, `a ${this.environment} token is not sent to ${environment}`)
    return `Bearer ${this.#text}`
  }

  /** The text without the token, should an answer repeat it. */
  redact(text: string): string {
    return text.includes(this.#text) ? text.replaceAll(this.#text, HIDDEN) : text
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN
  }
}

/**
 * A token as configuration gives it. Refused without being shown: anything that is not one word, such as nothing at all
 * or a pasted line break; and for Tradier's own hosts what is no token but stands where one should be
 * (`your_token_here`), since a start with it would look like an engine at work and reach no broker. The built-in
 * exchange makes its tokens itself.
 */
export function brokerToken<Environment extends BrokerEnvironment>(
  environment: Environment,
  text: string,
): Result<BrokerToken<Environment>, 'token_must_be_one_word' | 'token_must_not_be_a_placeholder'> {
  if (!SHAPE.test(text)) {
    return refuse(
      'token_must_be_one_word',
      `The ${environment} token must be one word of letters and digits, as the dashboard shows it.`,
    )
  }
  const isReal = environment === 'exchange' || (text.length >= SHORTEST_REAL && !PLACEHOLDER.test(text))
  if (isReal) return ok(new BrokerToken(environment, text))
  return refuse(
    'token_must_not_be_a_placeholder',
    `The ${environment} token is a placeholder; put the token there that the broker's dashboard shows.`,
  )
}
