import type { OratsFetch } from '../../src/adapters/orats/client.ts'

/** The token that the stand-in accepts. */
export const STAND_IN_TOKEN = '3f9c5a54-0000-4b7e-9d1a-77d2c1f0aa11'

type Row = Readonly<Record<string, unknown>>

/** What the stand-in knows, by path after `/datav2/`. */
export type StandInRows = Readonly<Record<string, readonly (Row | string)[]>>

/** An answer that stands for the usual one. */
export interface StandInAnswer {
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Never answers, until the caller gives up. */
  readonly hangs?: true
  /** What the connection fails with. */
  readonly error?: Error
}

/** The stand-in: a `fetch`, and what was asked of it without the token. */
export interface OratsStandIn {
  readonly fetch: OratsFetch
  readonly asked: readonly string[]
  /** The answers of the next calls, one each; afterwards the usual ones come again. */
  answerWith(...answers: readonly StandInAnswer[]): void
}

const DENIED =
  'User is not authorized to access this resource with an explicit deny in an identity-based policy'
const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

/**
 * ORATS's data API as its fact sheet describes it, in memory: the token in the query, ten symbols at most, `{"data": [..]}`,
 * nothing for an unknown ticker, 403 in the gateway's words for what the plan does not have.
 *
 * @param denied paths that the plan does not have
 */
export function oratsStandIn(rows: StandInRows, denied: readonly string[] = []): OratsStandIn {
  const asked: string[] = []
  const planned: StandInAnswer[] = []
  const fetch: OratsFetch = async (address, { signal }) => {
    const url = new URL(address)
    const token = url.searchParams.get('token')
    const query = [...url.searchParams].filter(([name]) => name !== 'token').map((pair) => pair.join('='))
    const path = url.pathname.replace(/^\/datav2\//, '')
    asked.push(`${path}?${query.join('&')}`)
    const plan = planned.shift()
    if (plan !== undefined) return plannedAnswer(plan, signal)
    if (url.origin !== 'https://api.orats.io') return json({ message: 'no such place' }, 404)
    if (token !== STAND_IN_TOKEN) return json({ message: `Unauthorized: token ${token} is not known` }, 401)
    if (denied.includes(path)) return json({ Message: DENIED }, 403)
    return usualAnswer(rows[path], url.searchParams)
  }
  return { fetch, asked, answerWith: (...answers) => void planned.push(...answers) }
}

function usualAnswer(known: StandInRows[string] | undefined, query: URLSearchParams): Response {
  if (known === undefined) return json({ message: 'Missing Authentication Token' }, 403)
  const symbols = (query.get('tickers') ?? query.get('ticker') ?? '').split(',')
  if (symbols.length > 10) return json({ error: 'Too many tickers; the limit is 10.' }, 400)
  const day = query.get('tradeDate')
  const data = known.filter((row) => {
    if (typeof row === 'string') return symbols[0] === 'SPY'
    const isAsked = symbols.includes(String(row['optionSymbol'] ?? row['ticker']))
    return isAsked && (day === null || row['tradeDate'] === day)
  })
  return json({ data })
}

function plannedAnswer({ hangs, error, status, body, headers }: StandInAnswer, signal: AbortSignal) {
  if (error !== undefined) return Promise.reject(error)
  if (hangs !== true)
    return Promise.resolve(new Response(body ?? '', { status: status ?? 200, headers: headers ?? {} }))
  return new Promise<Response>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
