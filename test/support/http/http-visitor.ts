/** An answer as it came over the socket. */
export interface VisitorAnswer {
  readonly status: number
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
  readonly cookies: readonly string[]
}

/** What is sent. */
export interface Visit {
  readonly method?: string
  readonly body?: unknown
  /** A key in place of the cookies. */
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Visits a server over its socket as a browser with cookies does, or as a program with a key, and keeps all that it is answered. */
export class HttpVisitor {
  readonly #url: string
  readonly #cookies = new Map<string, string>()
  /** Every answer with its head, in turn. */
  readonly answers: string[] = []

  constructor(url: string) {
    this.#url = url
  }

  cookie(name: string): string {
    return this.#cookies.get(name) ?? ''
  }

  async visit(path: string, { method = 'GET', body, key, headers = {} }: Visit = {}): Promise<VisitorAnswer> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ')
    const proof: Readonly<Record<string, string>> =
      key === undefined ? { cookie, origin: this.#url } : { authorization: `Bearer ${key}` }
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...proof, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const cookies = response.headers.getSetCookie()
    for (const line of cookies) this.#keep(line)
    const text = await response.text()
    const head = [...response.headers].filter(([name]) => name !== 'set-cookie')
    this.answers.push(`${method} ${path} ${response.status} ${JSON.stringify(head)} ${text}`)
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, text, body: isJson && text !== '' ? JSON.parse(text) : {}, cookies }
  }

  post(path: string, body: unknown = {}, more: Visit = {}): Promise<VisitorAnswer> {
    return this.visit(path, { method: 'POST', body, ...more })
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}
