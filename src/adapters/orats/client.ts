import { invariant } from '../../domain/invariant.ts'
import type { BrokerFault, BrokerRead } from '../../ports/broker-fault.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import { readOratsBody } from './body.ts'
import { CallWindow } from './call-window.ts'
import { faultOfAnswer, faultOfSilence, oratsFault } from './faults.ts'

/** As much of `fetch` as is used. */
export type OratsFetch = (
  url: string,
  init: { readonly redirect: 'manual'; readonly signal: AbortSignal },
) => Promise<Response>

/** What a client is made from. */
export interface OratsClientConfig {
  readonly token: string
  readonly fetch: OratsFetch
  readonly clock: Clock
  /** For a request as a whole; 10,000 unless given. */
  readonly timeoutMs?: number
  /** 1,000 unless given, which is the vendor's limit. */
  readonly callsPerMinute?: number
}

const ORIGIN = 'https://api.orats.io'
const BASE = `${ORIGIN}/datav2/`
const MOST_REDIRECTS = 3
const RETRY_AFTER_MS = [250, 1_000] as const

/** Reads rows from ORATS. The token goes into the address, as the API wants it, and nowhere else. */
export class OratsClient {
  readonly clock: Clock
  readonly #token: string
  readonly #fetch: OratsFetch
  readonly #timeoutMs: number
  readonly #window: CallWindow

  /** @throws {InvariantViolation} when the token is empty or holds something else than visible characters */
  constructor({ token, fetch, clock, timeoutMs = 10_000, callsPerMinute = 1_000 }: OratsClientConfig) {
    // The token itself must not be in the message.
    invariant(/^[\x21-\x7e]+$/.test(token), 'an ORATS token is one word of visible characters')
    this.clock = clock
    this.#token = token
    this.#fetch = fetch
    this.#timeoutMs = timeoutMs
    this.#window = new CallWindow(callsPerMinute)
  }

  /**
   * The rows of an endpoint, none when it has none. Silence and server errors are tried twice more; everything else is
   * final.
   *
   * @param path after `/datav2/`: `live/strikes`
   */
  async read(
    path: string,
    query: Readonly<Record<string, string>>,
    priority: CallPriority,
  ): Promise<BrokerRead<readonly unknown[]>> {
    const url = new URL(path, BASE)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#once(url, priority)
      const pauseMs = RETRY_AFTER_MS[attempt]
      if (answer.ok || answer.kind !== 'unavailable' || pauseMs === undefined) return answer
      await this.clock.sleep(pauseMs)
    }
  }

  async #once(url: URL, priority: CallPriority): Promise<BrokerRead<readonly unknown[]>> {
    const opensAt = this.#window.enter(this.clock.now(), priority)
    if (opensAt !== null) {
      return oratsFault(
        'rate_limited',
        'request_budget',
        'The calls to ORATS of this minute are used up.',
        opensAt,
      )
    }
    try {
      return await this.#follow(url, AbortSignal.timeout(this.#timeoutMs))
    } catch (error) {
      return faultOfSilence(error, this.#timeoutMs)
    }
  }

  async #follow(first: URL, signal: AbortSignal): Promise<BrokerRead<readonly unknown[]>> {
    let url = first
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      url.searchParams.set('token', this.#token)
      const response = await this.#fetch(url.href, { redirect: 'manual', signal })
      const location =
        response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
      if (location === null) return this.#judge(response, await response.text())
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined
      // Elsewhere the token would be given away.
      if (next?.origin !== ORIGIN) {
        return oratsFault('unavailable', 'redirect_elsewhere', 'ORATS sent the request on to another place.')
      }
      url = next
    }
    return oratsFault('unavailable', 'redirect_loop', 'ORATS sent the request on too many times.')
  }

  #judge(response: Response, text: string): BrokerRead<readonly unknown[]> {
    const { status, headers } = response
    const body = readOratsBody(response.ok ? text : this.#withoutToken(text))
    if (status === 404 && body.kind !== 'unreadable') {
      return { ok: true, value: body.kind === 'rows' ? body.rows : [] }
    }
    if (!response.ok) {
      const retryAfter = headers.get('retry-after')
      return this.#note(faultOfAnswer({ status, body, retryAfter, now: this.clock.now() }))
    }
    if (body.kind === 'rows') return { ok: true, value: body.rows }
    const code = body.kind === 'words' ? 'body_has_no_data' : body.code
    return oratsFault('malformed', code, 'The answer of ORATS is not {"data": [..]}.')
  }

  #note(fault: BrokerFault): BrokerFault {
    if (fault.kind === 'rate_limited' && fault.retryAt !== null) this.#window.close(fault.retryAt)
    return fault
  }

  /** A gateway may repeat the address that it was asked for. */
  #withoutToken(text: string): string {
    return text.replaceAll(this.#token, '***').replaceAll(encodeURIComponent(this.#token), '***')
  }
}
