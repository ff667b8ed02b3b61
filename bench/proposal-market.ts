import { join } from 'node:path'
import process from 'node:process'
import { readRecordedChain } from '../src/adapters/recorded/chain-file.ts'
import { buildMarketCalendar } from '../src/domain/calendar/market-calendar.ts'
import { instantOfEpochDay } from '../src/domain/calendar/new-york-time.ts'
import { previousSession } from '../src/domain/calendar/session-lookup.ts'
import { timeOfDayFromMs } from '../src/domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDayFromEpochDay } from '../src/domain/calendar/trading-day.ts'
import { nearestPriceFromNumber } from '../src/domain/money/json-number.ts'
import { type Price, price } from '../src/domain/money/price.ts'
import { formatOccSymbol } from '../src/domain/option/occ-symbol.ts'
import { readSettings } from '../src/domain/settings/read-settings.ts'
import type { ProposalInput, UnderlyingMarket } from '../src/engine/proposals/proposal-input.ts'
import type { ChainQuote, DailyBar, OptionChain } from '../src/ports/market-data.ts'
import type { RecordedChain } from '../src/ports/recorded-chain.ts'
import { SAMPLE_CHAIN } from './harness.ts'

const RECORDED = 'cboe_2023-09-14_spx_xsp_spy.csv.gz'
const CALENDAR = buildMarketCalendar(2023, 2035)

/** A market as the proposals read it, and where it is from. */
export interface ProposalMarket {
  readonly source: string
  readonly contracts: number
  /** The input under some settings, written as a person would. */
  input(settings: Readonly<Record<string, string>>): ProposalInput
}

const known = (dollars: number): Price | null => {
  const read = dollars >= 0 ? nearestPriceFromNumber(dollars) : null
  return read?.ok === true ? read.value : null
}
const counted = (value: number): number | null => (value < 0 ? null : value)

function optionOf(chain: RecordedChain, row: number, quotedAt: ProposalInput['at']): ChainQuote {
  const contract = {
    root: chain.root.symbols[chain.root.codes[row]!]!,
    expiration: tradingDayFromEpochDay(chain.expirationDay[row]!),
    type: chain.isCall[row] === 1 ? ('call' as const) : ('put' as const),
    strike: price(chain.strike[row]!),
  }
  return {
    symbol: formatOccSymbol(contract),
    bid: known(chain.bid[row]!),
    ask: known(chain.ask[row]!),
    bidSize: 1,
    askSize: 1,
    last: known(chain.last[row]!),
    quotedAt,
    previousClose: null,
    contract,
    multiplier: 100,
    openInterest: counted(chain.openInterest[row]!),
    volume: counted(chain.volume[row]!),
    greeks: null,
  }
}

/** Twenty closes at the spot, so that the regime is NEUTRAL: a recording of one instant has no past. */
function flatCloses(day: TradingDay, close: Price): DailyBar[] {
  let before = day
  return Array.from({ length: 20 }, () => {
    before = previousSession(CALENDAR, before).day
    return { day: before, open: close, high: close, low: close, close, volume: 0 }
  })
}

function marketsOf(chain: RecordedChain, at: ProposalInput['at'], day: TradingDay): UnderlyingMarket[] {
  const chains = new Map<string, ChainQuote[]>()
  for (let row = 0; row < chain.rowCount; row++) {
    const key = `${chain.underlying.codes[row]} ${chain.expirationDay[row]}`
    const options = chains.get(key) ?? []
    if (options.length === 0) chains.set(key, options)
    options.push(optionOf(chain, row, at))
  }
  return chain.underlying.symbols.map((underlying, code) => {
    const spot = known(chain.spot[chain.underlying.codes.indexOf(code)]!)!
    const own = [...chains].filter(([key]) => key.startsWith(`${code} `)).map(([, options]) => options)
    return {
      underlying,
      quote: {
        symbol: underlying,
        bid: null,
        ask: null,
        bidSize: 0,
        askSize: 0,
        last: spot,
        quotedAt: null,
        previousClose: null,
      },
      expirations: [...new Set(own.map(([first]) => first!.contract.expiration))].sort(),
      chains: own.map((options): OptionChain => {
        return { underlying, expiration: options[0]!.contract.expiration, options, readAt: at }
      }),
      closes: flatCloses(day, spot),
      standing: {
        rank: 40,
        percentile: 40,
        iv: null,
        window: null,
        source: 'assumed for the benchmark',
        asOf: at,
      },
    }
  })
}

/** The recorded market that LEGWORK_DATA names, or the built-in sample. */
export async function proposalMarket(): Promise<ProposalMarket> {
  const folder = process.env['LEGWORK_DATA']
  const read = await readRecordedChain(folder === undefined ? SAMPLE_CHAIN : join(folder, RECORDED))
  if (!read.ok) throw new Error(read.message)
  const chain = read.value
  const day = tradingDayFromEpochDay(chain.quoteDay[0]!)
  const minute = chain.quoteMinute[0]! < 0 ? 960 : chain.quoteMinute[0]!
  const at = instantOfEpochDay(chain.quoteDay[0]!, timeOfDayFromMs(minute * 60_000))
  const markets = marketsOf(chain, at, day)
  const underlyings = markets.map(({ underlying }) => underlying).join(', ')
  return {
    source:
      folder === undefined ? 'the built-in sample chain (set LEGWORK_DATA for a real market)' : RECORDED,
    contracts: chain.rowCount,
    input(changed) {
      const written = Object.entries({ 'entry.underlyings': underlyings, ...changed })
      const settings = readSettings(
        written.map(([key, value]) => ({ key, value })),
        'DRY_RUN',
      )
      if (!settings.ok) throw new Error(settings.message)
      return { at, calendar: CALENDAR, settings: settings.value, declaredDelayMs: 0, markets }
    },
  }
}
