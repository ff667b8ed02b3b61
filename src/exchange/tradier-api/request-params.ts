/** The parameters of a request: query string and form together, the form wins; empty counts as absent. */
export class RequestParams {
  private readonly values = new Map<string, string>()

  constructor(query: URLSearchParams, form: URLSearchParams) {
    for (const source of [query, form]) {
      for (const [name, value] of source) this.values.set(name.trim(), value.trim())
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

  /** A comma list; none when absent. */
  list(name: string): string[] {
    return (this.text(name) ?? '')
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

/** Reads the parameters of a request; a body that is no form has none. */
export async function readParams(request: Request, url: URL): Promise<RequestParams> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const type = request.headers.get('content-type') ?? ''
  const text = hasBody ? await request.text() : ''
  // Some clients forget the content type; JSON and multipart are not read, as Tradier does not.
  const isForm = !/json|multipart/i.test(type)
  return new RequestParams(url.searchParams, new URLSearchParams(isForm ? text : ''))
}
