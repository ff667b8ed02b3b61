import process from 'node:process'
import { instant } from '../src/domain/calendar/instant.ts'
import { formatNewYork } from '../src/domain/calendar/new-york-time.ts'
import { describeNetPrice } from '../src/domain/spread/net-price.ts'
import { entryPrice, exitPrice, realizedPnl } from '../src/domain/trade/trade-figures.ts'
import type { TradeRecord } from '../src/ports/store/trade-store.ts'
import {
  RECORDED_SETS,
  type RecordedRun,
  type RecordedSet,
  refusalsOf,
  runRecorded,
} from '../test/support/engine/recorded-run.ts'
import { type Bench, BenchUnavailable, type Figures, row } from './harness.ts'

type Print = (line: string) => void

function dollars(cents: number): string {
  return (cents / 100).toFixed(2)
}

function tradeLine({ trade, spread }: TradeRecord): string {
  const strikes = spread.legs.map(({ contract }) => contract.strike / 10_000).join('/')
  const [entry, exit] = [entryPrice(trade), exitPrice(trade)]
  const parts = [
    `${spread.strategy} ${strikes} of ${spread.expiration}`,
    `in ${entry === null ? '?' : describeNetPrice(entry)} at ${formatNewYork(instant(trade.openedAt ?? 0))}`,
    `out ${exit === null ? '-' : describeNetPrice(exit)} at ${formatNewYork(instant(trade.closedAt ?? 0))}`,
    `${trade.exitReason ?? trade.status}, ${dollars(realizedPnl(trade) ?? 0)}`,
  ]
  return `  ${parts.join('; ')}`
}

function refusalLines({ lived }: RecordedRun, print: Print): void {
  const candidates = lived.trades.reduce((sum, { run }) => sum + run.candidates, 0)
  const accepted = lived.trades.reduce((sum, { run }) => sum + run.accepted, 0)
  print(`  ${candidates} candidates in ${lived.trades.length} runs, ${accepted} accepted; first refused by`)
  for (const [rule, count] of refusalsOf(lived)) {
    print(row(`    ${rule}`, `${count}`, `${((100 * count) / candidates).toFixed(1)} %`))
  }
}

async function withPreset(data: string, set: RecordedSet, print: Print): Promise<Figures> {
  const began = performance.now()
  const run = await runRecorded(data, set, 'recorded-lean')
  const ms = performance.now() - began
  const { books, trades, world } = run
  print(`${set.underlying} ${set.days.join(' and ')}, preset recorded-lean, in ${(ms / 1_000).toFixed(1)} s`)
  for (const record of trades.filter(({ trade }) => trade.entries.length > 0)) print(tradeLine(record))
  print(
    `  ${books.orders} orders, ${world.requests.length} requests; realized ${dollars(books.realized)}, ` +
      `open ${dollars(books.openCash)}, fees ${dollars(books.fees)}, cash moved ${dollars(books.cashMoved)}`,
  )
  for (const difference of books.differences) print(`  DOES NOT TIE: ${difference}`)
  refusalLines(run, print)
  const name = set.underlying.toLowerCase()
  return {
    [`${name}_entries`]: books.entered,
    [`${name}_exits`]: books.closed,
    [`${name}_orders`]: books.orders,
    [`${name}_realized_cents`]: books.realized,
    [`${name}_fees_cents`]: books.fees,
    [`${name}_cash_moved_cents`]: books.cashMoved,
    [`${name}_differences`]: books.differences.length,
    [`${name}_seconds`]: ms / 1_000,
  }
}

/** The defaults, and the defaults with every expiration of the recording: the window alone refuses all of TWX. */
const DEFAULTS = {
  'the defaults': {},
  'the defaults, 14 to 45 days': { 'entry.dte_min': '14', 'entry.dte_max': '45' },
} as const

async function withDefaults(data: string, set: RecordedSet, print: Print): Promise<Figures> {
  const figures: Record<string, number> = {}
  for (const [name, changed] of Object.entries(DEFAULTS)) {
    const run = await runRecorded(data, set, 'default', changed)
    print(`${set.underlying}, ${name}: ${run.books.entered} entries`)
    refusalLines(run, print)
    if (name === 'the defaults')
      figures[`${set.underlying.toLowerCase()}_default_entries`] = run.books.entered
  }
  return figures
}

/** The whole loop over real recorded days. */
export const bench: Bench = {
  name: 'recorded-run',
  about:
    'the whole loop over two recorded days of TWX and of GOOG, and whether the books tie with the exchange',
  async run(print) {
    const data = process.env['LEGWORK_DATA']
    if (data === undefined || data === '') {
      throw new BenchUnavailable(
        'Set LEGWORK_DATA to the folder of recorded markets that holds LEAN’s as lean/.',
      )
    }
    let figures: Figures = {}
    for (const set of RECORDED_SETS) figures = { ...figures, ...(await withPreset(data, set, print)) }
    for (const set of RECORDED_SETS) figures = { ...figures, ...(await withDefaults(data, set, print)) }
    return figures
  },
}
