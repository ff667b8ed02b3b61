import { ACCOUNT } from '../engine/trading-world.ts'
import { type Route, requestFor } from './every-route.ts'

/** Numbers that follow from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A request that may be anything. */
export interface FuzzRequest {
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

const TEXTS = [
  '',
  'x',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  "'; drop table trades; --",
  '../../etc/passwd',
  '%00',
  '\u0000',
  '\ud800',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=cmd()',
  'a'.repeat(300),
  '__proto__',
  'constructor',
  '2026-02-30',
  '9999-12-31',
  '650',
  'LONG_CALL',
  'SPY',
]
const VALUES: readonly unknown[] = [
  ...TEXTS,
  0,
  -1,
  1.5,
  1e15,
  true,
  false,
  null,
  [],
  {},
  [[[[]]]],
  { a: { b: 1 } },
]
const NAMES = [
  'username',
  'account',
  'id',
  'version',
  'status',
  '__proto__',
  'live',
  'reason',
  'typed',
  'limit',
  'values',
]
const QUERIES = [
  'account',
  'count',
  'all',
  'cursor',
  'rows',
  'list',
  'outcome',
  'strategy',
  'symbol',
  'from',
  'to',
  'format',
  'username',
]

/** Makes requests near to what the routes take: most are wrong somewhere, some are right. */
export class Fuzz {
  readonly #next: () => number
  readonly #routes: readonly Route[]
  readonly #ids: readonly string[]

  /** @param ids of both users, which any request may try */
  constructor(seed: number, routes: readonly Route[], ids: readonly string[]) {
    this.#next = seeded(seed)
    this.#routes = routes
    this.#ids = ids
  }

  #one<T>(of: readonly T[]): T {
    return of[Math.floor(this.#next() * of.length)]!
  }

  #chance(of: number): boolean {
    return this.#next() < of
  }

  request(): FuzzRequest {
    const route = this.#one(this.#routes)
    const { headers, body } = requestFor(route)
    const id = encodeURIComponent(this.#chance(0.7) ? this.#one(this.#ids) : this.#text())
    const path = route.path.replaceAll(/:\w+/g, id === '' ? 'x' : id)
    const method = this.#chance(0.95) ? route.method : this.#one(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])
    return {
      path: `${path}${this.#query()}`,
      method,
      headers: this.#headers(headers),
      body: method === 'GET' || body === undefined ? undefined : this.#body(body),
    }
  }

  /** A header and a path cannot hold every character; those that cannot be sent are of no interest. */
  #text(): string {
    return this.#one(TEXTS).replaceAll('\u0000', '%').replaceAll('\ud800', '%')
  }

  #query(): string {
    if (this.#chance(0.5)) return ''
    // Of the other user, who must be out of reach by every name.
    const name = this.#chance(0.3) ? 'account' : this.#one(QUERIES)
    const value = name === 'account' && this.#chance(0.7) ? ACCOUNT : this.#text()
    return `?${name}=${encodeURIComponent(value)}`
  }

  #headers(given: Readonly<Record<string, string>>): Record<string, string> {
    const headers: Record<string, string> = { ...given }
    if (given['idempotency-key'] !== undefined && this.#chance(0.9)) {
      headers['idempotency-key'] = `fuzz-${Math.floor(this.#next() * 1e9)}`
    }
    if (this.#chance(0.1)) headers['if-none-match'] = '"x"'
    if (this.#chance(0.05))
      headers['content-type'] = this.#one(['text/plain', 'application/json; charset=x', ''])
    if (this.#chance(0.05)) headers['origin'] = this.#one(['https://evil.test', 'null', ''])
    return headers
  }

  #body(body: unknown): unknown {
    if (this.#chance(0.3)) return body
    if (this.#chance(0.1)) return this.#one(['{', '[', '"', '{"a":', '\u0000', '[]', '"x"', 'null', ''])
    const fields = Object.entries(body as Record<string, unknown>)
    const changed = fields.map(
      ([name, value]) => [name, this.#chance(0.3) ? this.#one(VALUES) : value] as const,
    )
    const more = this.#chance(0.2) ? [[this.#one(NAMES), this.#one(VALUES)] as const] : []
    return Object.fromEntries([...changed, ...more].filter(() => this.#chance(0.95)))
  }
}
