import { invariant } from '../../domain/invariant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'

const HIDDEN = '[token]'
const SHAPE = /^[A-Za-z0-9._~+/=-]{1,512}$/

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

/** A token as configuration gives it; anything that is not one word, such as a pasted line break, is refused without being shown. */
export function brokerToken<Environment extends BrokerEnvironment>(
  environment: Environment,
  text: string,
): Result<BrokerToken<Environment>, 'token_must_be_one_word'> {
  return SHAPE.test(text)
    ? ok(new BrokerToken(environment, text))
    : refuse(
        'token_must_be_one_word',
        `The ${environment} token must be one word of letters and digits, as the dashboard shows it.`,
      )
}
