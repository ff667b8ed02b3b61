import type pg from 'pg'
import { vi } from 'vitest'
import { type PeopleGate, openGate } from '../../../src/adapters/auth/people-gate.ts'
import { randomIds } from '../../../src/adapters/system/random-ids.ts'
import type { LogFacts } from '../../../src/ports/log.ts'

export const ORIGIN = 'http://localhost:8420'
/** Signs the cookies of tests. */
export const AUTH_SECRET = 'canary-auth-secret-0123456789abcdef'

/** A gate on a database, a clock that can be put forward (where `Date` alone is faked), and all that was logged. */
export interface PeopleWorld {
  readonly gate: PeopleGate
  readonly lines: string[]
  now(): number
  pass(ms: number): void
}

export function peopleWorld(pool: pg.Pool): PeopleWorld {
  const now = () => Date.now()
  const lines: string[] = []
  const log = {
    write(level: string, tag: string, message: string, facts?: LogFacts) {
      lines.push(JSON.stringify([level, tag, message, facts]))
    },
  }
  const gate = openGate({ pool, secret: AUTH_SECRET, origins: [ORIGIN], ids: randomIds(), log, now })
  return {
    gate,
    lines,
    now,
    pass(ms) {
      vi.setSystemTime(Date.now() + ms)
    },
  }
}

/** What came back. */
export interface Heard {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
  readonly headers: Headers
}

let browsers = 0

/** A browser that keeps cookies and says where its pages are from. */
export class Browser {
  readonly #gate: PeopleGate
  readonly #address: string
  readonly cookies = new Map<string, string>()

  /** At an address of its own when none is given: a network may not ask too often. */
  constructor(gate: PeopleGate, address?: string) {
    this.#gate = gate
    browsers += 1
    this.#address = address ?? `203.0.${Math.floor(browsers / 250)}.${browsers % 250}`
  }

  get headers(): Headers {
    const headers = new Headers({ origin: ORIGIN })
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '))
    return headers
  }

  /** Forgets all but the cookies of these names. */
  keep(...names: readonly string[]): void {
    for (const name of this.cookies.keys()) if (!names.includes(name)) this.cookies.delete(name)
  }

  get(path: string): Promise<Heard> {
    return this.#send(path, { method: 'GET' })
  }

  post(path: string, body: unknown = {}): Promise<Heard> {
    return this.#send(path, { method: 'POST', body: JSON.stringify(body) })
  }

  identity() {
    return this.#gate.identify(this.headers)
  }

  async #send(path: string, init: RequestInit): Promise<Heard> {
    const { headers } = this
    headers.set('content-type', 'application/json')
    const response = await this.#gate.handle(
      new Request(`${ORIGIN}/api/auth${path}`, { ...init, headers }),
      this.#address,
    )
    for (const line of response.headers.getSetCookie()) this.#store(line)
    const text = await response.text()
    return { status: response.status, body: JSON.parse(text), text, headers: response.headers }
  }

  #store(line: string): void {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (value === '' || /max-age=0\b/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
