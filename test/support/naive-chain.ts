import type { RecordedChain } from '../../src/ports/recorded-chain.ts'

/**
 * Reads a recorded chain the plain way, `split` by line and by comma, and believes all it reads. It is what
 * the byte-level reader is measured beside, and an independent answer to hold it to.
 */
export function readNaively(text: string): RecordedChain {
  const lines = text.split('\n')
  const names = (lines[0] ?? '').trim().split(',')
  const rows = lines.slice(1).filter((line) => line.trim() !== '')
  const chain = emptyChain(rows.length)
  const days = new Map<string, number>()
  const dayOf = (field: string): number => {
    const day = days.get(field) ?? Date.parse(field) / 86_400_000
    days.set(field, day)
    return day
  }
  const place = (name: string): number => names.indexOf(name)
  const floats = FLOATS.map((name) => [chain[name], place(name)] as const)
  const [quoteDate, quoteTime, expiration] = [place('quote_date'), place('quote_time'), place('expiration')]
  const [underlying, root] = [place('underlying'), place('root')]
  const [style, strike, type] = [place('style'), place('strike'), place('type')]
  const [volume, openInterest] = [place('volume'), place('open_interest')]
  for (let row = 0; row < rows.length; row++) {
    const fields = rows[row]!.trimEnd().split(',')
    for (const [column, at] of floats) column[row] = fields[at] === '' ? Number.NaN : Number(fields[at])
    chain.quoteDay[row] = dayOf(fields[quoteDate]!)
    chain.quoteMinute[row] = minuteOf(fields[quoteTime]!)
    chain.underlying.codes[row] = codeOf(fields[underlying]!, chain.underlying.symbols)
    chain.root.codes[row] = codeOf(fields[root]!, chain.root.symbols)
    chain.expirationDay[row] = dayOf(fields[expiration]!)
    chain.isAmerican[row] = Number(fields[style] === 'A')
    chain.strike[row] = Math.round(Number(fields[strike]) * 10_000)
    chain.isCall[row] = Number(fields[type] === 'C')
    chain.volume[row] = fields[volume] === '' ? -1 : Number(fields[volume])
    chain.openInterest[row] = fields[openInterest] === '' ? -1 : Number(fields[openInterest])
  }
  return chain
}

const FLOATS = ['spot', 'bid', 'ask', 'last', 'iv', 'delta', 'gamma', 'theta', 'vega'] as const

function emptyChain(n: number) {
  return {
    rowCount: n,
    quoteDay: new Int32Array(n),
    quoteMinute: new Int16Array(n),
    underlying: { codes: new Uint16Array(n), symbols: [] as string[] },
    spot: new Float64Array(n),
    root: { codes: new Uint16Array(n), symbols: [] as string[] },
    expirationDay: new Int32Array(n),
    isAmerican: new Uint8Array(n),
    strike: new Int32Array(n),
    isCall: new Uint8Array(n),
    bid: new Float64Array(n),
    ask: new Float64Array(n),
    last: new Float64Array(n),
    volume: new Int32Array(n),
    openInterest: new Int32Array(n),
    iv: new Float64Array(n),
    delta: new Float64Array(n),
    gamma: new Float64Array(n),
    theta: new Float64Array(n),
    vega: new Float64Array(n),
  } satisfies RecordedChain
}

function minuteOf(text: string): number {
  return text === '' ? -1 : Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
}

function codeOf(symbol: string, symbols: string[]): number {
  const code = symbols.indexOf(symbol)
  return code >= 0 ? code : symbols.push(symbol) - 1
}

/** The first difference between two chains in words, or undefined. Floats are compared bit for bit. */
export function firstDifference(a: RecordedChain, b: RecordedChain): string | undefined {
  if (a.rowCount !== b.rowCount) return `${a.rowCount} rows and ${b.rowCount} rows`
  for (const name of Object.keys(a) as (keyof RecordedChain)[]) {
    const [left, right] = [valuesOf(a, name), valuesOf(b, name)]
    for (let row = 0; row < a.rowCount; row++) {
      if (!Object.is(left(row), right(row))) return `${name} of row ${row}: ${left(row)} and ${right(row)}`
    }
  }
  return undefined
}

function valuesOf(chain: RecordedChain, name: keyof RecordedChain): (row: number) => unknown {
  const column = chain[name]
  if (typeof column === 'number') return () => column
  if ('symbols' in column) return (row) => column.symbols[column.codes[row]!]
  return (row) => column[row]
}
