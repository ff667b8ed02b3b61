import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parseTradingDay } from '../../src/domain/calendar/trading-day.ts'
import { price } from '../../src/domain/money/price.ts'
import { parsePrice } from '../../src/domain/money/price-text.ts'
import { isOnTick } from '../../src/domain/money/tick-rule.ts'
import { checkContract } from '../../src/domain/option/check-contract.ts'
import type { OptionContract } from '../../src/domain/option/contract.ts'
import { formatOccSymbol, formatOccSymbolPadded, parseOccSymbol } from '../../src/domain/option/occ-symbol.ts'
import { productOfRoot, tickRuleFor } from '../../src/domain/option/product.ts'
import type { Result } from '../../src/domain/refusal.ts'

function accepted<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return result.value
}

function contractOf(root: string, day: string, strike: string, type: string): OptionContract {
  const expiration = accepted(parseTradingDay(day))
  return accepted(
    checkContract({
      root,
      expiration,
      type: type === 'C' ? 'call' : 'put',
      strike: accepted(parsePrice(strike)),
    }),
  )
}

/** Throws at the first fault; an `expect` for each of hundreds of thousands of rows would take minutes. */
function assertRoundTrip(contract: OptionContract): void {
  const symbols = [formatOccSymbol(contract), formatOccSymbolPadded(contract)]
  for (const symbol of symbols) {
    const back = accepted(parseOccSymbol(symbol))
    const same =
      back.root === contract.root &&
      back.expiration === contract.expiration &&
      back.type === contract.type &&
      back.strike === contract.strike
    if (!same) throw new Error(`${symbol} reads back as ${JSON.stringify(back)}`)
  }
}

test('a row of columns becomes a contract, its symbol, and the contract again', () => {
  const contract = contractOf('SPXW', '2023-10-20', '4512.50', 'P')
  assertRoundTrip(contract)
  expect(formatOccSymbol(contract)).toBe('SPXW231020P04512500')
  expect(() => contractOf('SPXW', '2023-10-20', '4512.5005', 'P')).toThrow('strike_must_be_whole_thousandths')
})

const HEADER = 'quote_date,quote_time,underlying,spot,root,expiration,style,strike,type,bid,ask'

/** Every contract of one recorded file: symbols, style, and whether the bids lie on the ticks. */
function checkRecordedFile(text: string): { rows: number; symbols: number; offTick: Map<string, number> } {
  const symbols = new Set<string>()
  const offTick = new Map<string, number>()
  let rows = 0
  for (const line of text.split('\n').slice(1)) {
    if (line === '') continue
    const [, , , , root = '', day = '', style, strike = '', type = '', bid = ''] = line.split(',')
    const contract = contractOf(root, day, strike, type)
    assertRoundTrip(contract)
    symbols.add(formatOccSymbol(contract))
    const exercise = style === 'A' ? 'american' : 'european'
    if (productOfRoot(root).exercise !== exercise) throw new Error(`${root} is ${exercise}: ${line}`)
    const quote = bid === '' ? price(0) : accepted(parsePrice(bid))
    if (!isOnTick(quote, tickRuleFor(root))) offTick.set(root, (offTick.get(root) ?? 0) + 1)
    rows += 1
  }
  return { rows, symbols: symbols.size, offTick }
}

/** The entry names of a zip file, from its central directory; nothing is unpacked. */
function zipEntryNames(bytes: Buffer): string[] {
  const names: string[] = []
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = end < 0 ? bytes.length : bytes.readUInt32LE(end + 16)
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28)
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}

// LEAN: 20151224_goog_minute_quote_american_call_7500000_20160115.csv, the strike in 1/10,000 dollar.
const LEAN_ENTRY = /^\d{8}_([a-z]+)_minute_\w+_(call|put)_(\d+)_(\d{4})(\d{2})(\d{2})\.csv$/

function contractOfLeanEntry(name: string): OptionContract {
  const match = LEAN_ENTRY.exec(name)
  if (match === null) throw new Error(`not an option entry: ${name}`)
  const [, ticker = '', type, strike, year, month, day] = match
  const dollars = `${Number(strike) / 10_000}`
  return contractOf(ticker.toUpperCase(), `${year}-${month}-${day}`, dollars, type === 'call' ? 'C' : 'P')
}

const folder = process.env['LEGWORK_DATA']
if (folder !== undefined && folder !== '') {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const recorded = files
    .filter((name) => name.endsWith('.csv.gz'))
    .map((name) => ({ name, text: gunzipSync(readFileSync(join(folder, name))).toString('utf8') }))
    .filter(({ text }) => text.startsWith(HEADER))

  test('every contract of every recorded chain reads back from its symbols', () => {
    expect(recorded.length).toBeGreaterThan(0)
    for (const { name, text } of recorded) {
      const { rows, symbols, offTick } = checkRecordedFile(text)
      expect(rows).toBeGreaterThan(0)
      expect({ name, offTick: [...offTick] }).toEqual({ name, offTick: [] })
      console.info(`${name}: ${rows} rows, ${symbols} symbols`)
    }
  })

  test('every contract of the minute archives reads back from its symbols', () => {
    const archives = files.filter((name) => /option.*minute.*\.zip$/.test(name))
    const symbols = new Set<string>()
    for (const name of archives) {
      for (const entry of zipEntryNames(readFileSync(join(folder, name)))) {
        const contract = contractOfLeanEntry(entry)
        assertRoundTrip(contract)
        symbols.add(formatOccSymbol(contract))
      }
    }
    expect(symbols.size > 0).toBe(archives.length > 0)
    console.info(`${archives.length} archives, ${symbols.size} symbols`)
  })
}
