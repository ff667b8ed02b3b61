import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import type {
  RecordedDailyBars,
  RecordedDayReader,
  RecordedDayRefusal,
  RecordedDividend,
  RecordedInstrument,
  RecordedOption,
} from '../../ports/recorded-minutes.ts'
import { leanContract } from './lean-contract.ts'
import { leanDividends } from './lean-factors.ts'
import { dailyBars, QUOTE_COLUMNS, quoteMinutes, TRADE_COLUMNS, tradeMinutes } from './lean-minutes.ts'
import { type LeanRows, readLeanRows } from './lean-rows.ts'
import { readZip, type ZipEntry } from './lean-zip.ts'

/** Carries a refusal out of the reading; caught in `readLeanDay`. */
class Refused extends Error {
  readonly refusal: Refusal<RecordedDayRefusal>
  constructor(refusal: Refusal<RecordedDayRefusal>) {
    super(refusal.message)
    this.refusal = refusal
  }
}

type Archive = readonly ZipEntry[] | undefined

/**
 * Reads a day of one underlying from a folder laid out as QuantConnect LEAN's data: `option/usa/minute/TICKER/` with
 * archives of quotes, trades and open interest, `equity/usa/minute/TICKER/` with those of the shares,
 * `equity/usa/daily/TICKER.zip` and `equity/usa/factor_files/TICKER.csv`. A file that is not there leaves its rows
 * out, but the options' quotes must be (`day_must_be_recorded`).
 */
export const readLeanDay: RecordedDayReader = async ({ folder, underlying, day }) => {
  const ticker = underlying.toLowerCase()
  const date = day.replaceAll('-', '')
  const archive = (...path: string[]) => readArchive(join(folder, ...path))
  try {
    const options = join('option', 'usa', 'minute', ticker)
    const shares = join('equity', 'usa', 'minute', ticker)
    const quotes = await archive(options, `${date}_quote_american.zip`)
    if (quotes === undefined) {
      return refuse(
        'day_must_be_recorded',
        `${folder} has no minute quotes of ${underlying} options on ${day}; expected ${date}_quote_american.zip.`,
      )
    }
    const trades = await archive(options, `${date}_trade_american.zip`)
    const interest = await archive(options, `${date}_openinterest_american.zip`)
    return ok({
      underlying,
      day,
      shares: sharesOf(
        await archive(shares, `${date}_quote.zip`),
        await archive(shares, `${date}_trade.zip`),
      ),
      options: optionsOf(underlying.replace('/', ''), quotes, trades, interest),
      daily: dailyOf(await archive('equity', 'usa', 'daily', `${ticker}.zip`)),
      dividends: await dividendsOf(join(folder, 'equity', 'usa', 'factor_files', `${ticker}.csv`)),
    })
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

async function readArchive(path: string): Promise<Archive> {
  const bytes = await readIfThere(path)
  return bytes === undefined ? undefined : accepted(readZip(bytes, path))
}

async function dividendsOf(path: string): Promise<RecordedDividend[]> {
  const bytes = await readIfThere(path)
  return bytes === undefined ? [] : accepted(leanDividends(bytes.toString('utf8'), path))
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    const message = error instanceof Error ? error.message : String(error)
    throw new Refused(refuse('file_must_be_readable', `${path} cannot be read (${message}).`))
  }
}

function accepted<Value>(result: Result<Value, RecordedDayRefusal>): Value {
  if (!result.ok) throw new Refused(result)
  return result.value
}

const NO_ROWS: LeanRows = { rowCount: 0, values: new Float64Array(0) }

function sharesOf(quotes: Archive, trades: Archive): RecordedInstrument {
  return {
    quotes: quoteMinutes(rowsOf(quotes?.[0], QUOTE_COLUMNS)),
    trades: tradeMinutes(rowsOf(trades?.[0], TRADE_COLUMNS)),
  }
}

function rowsOf(entry: ZipEntry | undefined, columns: number): LeanRows {
  return entry === undefined ? NO_ROWS : accepted(readLeanRows(entry.bytes, columns, entry.name))
}

/** The options of a day: those with quotes, trades or open interest; sorted as a chain is read. */
function optionsOf(root: string, quotes: Archive, trades: Archive, interest: Archive): RecordedOption[] {
  const [quoted, traded, outstanding] = [quotes, trades, interest].map((archive) => bySymbol(root, archive))
  const contracts = new Map(
    [...outstanding!, ...traded!, ...quoted!].map(([symbol, { contract }]) => [symbol, contract]),
  )
  return [...contracts].map(([symbol, contract]) => {
    const lots = rowsOf(outstanding!.get(symbol)?.entry, 2)
    return {
      contract,
      quotes: quoteMinutes(rowsOf(quoted!.get(symbol)?.entry, QUOTE_COLUMNS)),
      trades: tradeMinutes(rowsOf(traded!.get(symbol)?.entry, TRADE_COLUMNS)),
      openInterest: lots.rowCount > 0 ? lots.values[1]! : -1,
    }
  })
}

type NamedEntry = { readonly contract: RecordedOption['contract']; readonly entry: ZipEntry }

function bySymbol(root: string, archive: Archive): Map<string, NamedEntry> {
  const named = new Map<string, NamedEntry>()
  for (const entry of archive ?? []) {
    const contract = leanContract(entry.name, root)
    if (contract === undefined) {
      const message = `"${entry.name}" does not name a contract; expected DATE_TICKER_minute_KIND_american_TYPE_STRIKE_EXPIRATION.csv.`
      throw new Refused(refuse('entry_must_name_a_contract', message))
    }
    named.set(formatOccSymbol(contract), { contract, entry })
  }
  return named
}

/** A daily row begins `20151224 00:00`: the time is cut out, so that all fields are numbers. */
function dailyOf(archive: Archive): RecordedDailyBars {
  const entry = archive?.[0]
  if (entry === undefined) return dailyBars(NO_ROWS)
  const text = new TextDecoder().decode(entry.bytes).replace(/^(\d{8}) \d\d:\d\d,/gm, '$1,')
  return dailyBars(rowsOf({ name: entry.name, bytes: new TextEncoder().encode(text) }, TRADE_COLUMNS))
}
