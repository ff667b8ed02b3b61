import { readdir } from 'node:fs/promises'
import { join, parse, resolve, sep } from 'node:path'
import { parseTradingDay, type TradingDay } from '../../domain/calendar/trading-day.ts'

/** A day of one underlying's options that a LEAN folder has. */
export interface LeanDay {
  readonly underlying: string
  readonly day: TradingDay
  /** The archive of its options' quotes. */
  readonly archive: string
}

/** What a LEAN folder, or a place inside it, holds. */
export interface LeanListing {
  /** The folder that `readLeanDay` reads from. */
  readonly folder: string
  /** Ascending by day, then underlying. */
  readonly days: readonly LeanDay[]
}

const MINUTES = ['option', 'usa', 'minute'] as const
const ARCHIVE = /^(\d{4})(\d{2})(\d{2})_quote_american\.zip$/

/**
 * The days of minute quotes below a path: that of LEAN's data folder, of a ticker's folder in it, or of one of its
 * archives, which is then the only day. Undefined when the path is none of these or nothing is there.
 */
export async function listLeanDays(path: string): Promise<LeanListing | undefined> {
  const { folder, ticker, archive } = placeOf(path)
  const minutes = join(folder, ...MINUTES)
  const tickers = ticker === undefined ? await namesIn(minutes) : [ticker]
  const days: LeanDay[] = []
  for (const name of tickers) {
    for (const file of await namesIn(join(minutes, name))) {
      const day = dayOfArchive(file)
      if (day === undefined || (archive !== undefined && !file.startsWith(archive))) continue
      days.push({ underlying: name.toUpperCase(), day, archive: join(minutes, name, file) })
    }
  }
  if (days.length === 0) return undefined
  days.sort((a, b) => compareText(a.day, b.day) || compareText(a.underlying, b.underlying))
  return { folder, days }
}

/** A path taken apart at `option/usa/minute`: LEAN's folder, and what of it is meant. */
function placeOf(path: string): { folder: string; ticker?: string; archive?: string } {
  const whole = resolve(path)
  const parts = whole.split(sep)
  const at = parts.findIndex((_, i) => MINUTES.every((name, k) => parts[i + k] === name))
  if (at < 0) return { folder: whole }
  const folder = parts.slice(0, at).join(sep) || parse(whole).root
  const [ticker, file] = parts.slice(at + MINUTES.length)
  if (ticker === undefined) return { folder }
  // An archive of trades or open interest means the day as well as that of its quotes does.
  return file === undefined ? { folder, ticker } : { folder, ticker, archive: file.slice(0, 8) }
}

/** The names in a folder, in order; none where there is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

function dayOfArchive(file: string): TradingDay | undefined {
  const match = ARCHIVE.exec(file)
  if (match === null) return undefined
  const day = parseTradingDay(match.slice(1).join('-'))
  return day.ok ? day.value : undefined
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
