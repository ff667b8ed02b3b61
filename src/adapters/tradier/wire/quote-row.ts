/** A row of quotes or of a chain: its symbol is a text, the rest is still whatever the wire had. */
export interface QuoteRow extends Readonly<Record<string, unknown>> {
  readonly symbol: string
}

/**
 * Takes a row for a quote when it is an object with a symbol. By hand, not by a schema: a chain has thousands of rows,
 * and each field is read by `numberOf` anyway, which makes null of everything that is no number.
 */
export function quoteRowOf(row: unknown): QuoteRow | null {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return null
  const { symbol } = row as { readonly symbol?: unknown }
  return typeof symbol === 'string' && symbol !== '' ? (row as QuoteRow) : null
}
