/**
 * Splits one line of CSV (RFC 4180, without line ends inside quotes) into its fields, blanks around them
 * removed. Undefined when a quote is not closed, or is followed by anything but a comma.
 *
 * @example
 * splitCsvLine('SPX, "a ""b"", c" ,') // => ['SPX', 'a "b", c', '']
 */
export function splitCsvLine(line: string): string[] | undefined {
  if (!line.includes('"')) return line.split(',').map((field) => field.trim())
  const fields: string[] = []
  // A quoted or a plain field, up to a comma or the end of the line.
  const field = /\s*(?:"((?:[^"]|"")*)"\s*|([^",]*))(,|$)/y
  for (;;) {
    const match = field.exec(line)
    if (match === null) return undefined
    fields.push(match[1]?.replaceAll('""', '"') ?? (match[2] ?? '').trim())
    if (match[3] === '') return fields
  }
}
