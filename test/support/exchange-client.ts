/** As much of an order row as tests look at. */
export interface OrderRow {
  readonly id: number
  readonly status: string
}

/** As much of a quote row of a chain as tests look at. */
export interface OptionRow {
  readonly symbol: string
  readonly option_type: 'call' | 'put'
  readonly root_symbol: string
  readonly strike: number
  readonly bid: number
  readonly ask: number
  readonly bidsize: number
  readonly asksize: number
}

/** A plain client of Tradier's API; the caller says which shape an answer has. */
export interface ExchangeClient {
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, form: Readonly<Record<string, string | number>>): Promise<Answer>
  remove(path: string): Promise<unknown>
  /** Moves a lever of the door for tests. */
  lever(name: string, body: object): Promise<unknown>
}

/** How a client reaches an exchange: over a socket with the global `fetch`, or in process with a face's. */
export interface ClientParts {
  readonly baseUrl: string
  readonly token: string
  readonly controlToken?: string
  fetch(request: Request): Promise<Response>
}

/** What a read of one-or-many gives, as many. */
export function rows<Row>(found: Row | readonly Row[] | undefined): readonly Row[] {
  return Array.isArray(found) ? found : found === undefined ? [] : [found as Row]
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${response.status} ${text}`)
  return JSON.parse(text) as Answer
}

/** A client; every answer but 200 is an error with its text. */
export function exchangeClient({ baseUrl, token, controlToken, fetch }: ClientParts): ExchangeClient {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${token}` }
  const send = async <Answer>(
    method: string,
    path: string,
    form?: Readonly<Record<string, string | number>>,
  ) => {
    const body =
      form === undefined
        ? {}
        : {
            body: new URLSearchParams(
              Object.entries(form).map(([name, value]) => [name, String(value)] as [string, string]),
            ),
          }
    return answerOf<Answer>(await fetch(new Request(baseUrl + path, { method, headers, ...body })))
  }
  return {
    get: (path) => send('GET', path),
    post: (path, form) => send('POST', path, form),
    remove: (path) => send('DELETE', path),
    lever: async (name, body) => {
      const url = new URL(`/_exchange/${name}`, baseUrl)
      const authorization = { Authorization: `Bearer ${controlToken}` }
      return answerOf(
        await fetch(new Request(url, { method: 'POST', headers: authorization, body: JSON.stringify(body) })),
      )
    },
  }
}
