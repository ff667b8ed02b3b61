/** A form is at most this long; a quotes request of 10,000 option symbols fits in. */
const MOST_BYTES = 1_048_576

/**
 * The parameters of a request: query string and form together, the form wins; empty counts as absent. Of a name that is
 * given again the last value counts, except in lists, to which each adds.
 */
export class RequestParams {
  private readonly values = new Map<string, string>()
  private readonly repeated = new Map<string, string>()

  constructor(query: URLSearchParams, form: URLSearchParams) {
    for (const source of [query, form]) {
      const own = new Map<string, string>()
      for (const [given, value] of source) {
        const name = given.trim()
        const before = own.get(name)
        own.set(name, value.trim())
        if (before !== undefined) this.repeated.set(name, `${this.repeated.get(name) ?? before},${value}`)
        else this.repeated.delete(name)
      }
      for (const [name, value] of own) this.values.set(name, value)
    }
  }

  /** The value of a name, or undefined. */
  text(name: string): string | undefined {
    const value = this.values.get(name)
    return value === '' ? undefined : value
  }

  /** A value in an indexed name: `side[1]`. */
  at(name: string, index: number): string | undefined {
    return this.text(`${name}[${index}]`)
  }

  /** Whether a flag is `true`, in any case: Python clients send `True`. */
  flag(name: string): boolean {
    return this.text(name)?.toLowerCase() === 'true'
  }

  /** A comma list, or the name given again and again; none when absent. */
  list(name: string): string[] {
    return (this.repeated.get(name) ?? this.text(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  /** A whole number of at least 1, or the default when absent or nonsense. */
  count(name: string, otherwise: number): number {
    const text = this.text(name)
    return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise
  }

  /** One past the highest index of any of these names in brackets; 0 when there is none. At most 100 are looked at. */
  rows(...names: readonly string[]): number {
    let rows = 0
    for (let i = 0; i < 100; i += 1) if (names.some((name) => this.at(name, i) !== undefined)) rows = i + 1
    return rows
  }
}

/** The text of a body, or null when it is longer than any request that is meant. */
export async function readText(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) return null
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const part of request.body) {
    bytes += part.length
    if (bytes > MOST_BYTES) return null
    text += decoder.decode(part, { stream: true })
  }
  return text + decoder.decode()
}

/** Reads the parameters of a request; a body that is no form has none. Null when the body is too long. */
export async function readParams(request: Request, url: URL): Promise<RequestParams | null> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const type = request.headers.get('content-type') ?? ''
  const text = hasBody ? await readText(request) : ''
  if (text === null) return null
  // Some clients forget the content type; JSON and multipart are not read, as Tradier does not.
  const isForm = !/json|multipart/i.test(type)
  return new RequestParams(url.searchParams, new URLSearchParams(isForm ? text : ''))
}
