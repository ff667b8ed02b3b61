import { instant } from '../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../src/domain/calendar/market-calendar.ts'
import { instantOf, newYorkDayOf } from '../src/domain/calendar/new-york-time.ts'
import { marketDayOf, nextSession } from '../src/domain/calendar/session-lookup.ts'
import { timeOfDay } from '../src/domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDay } from '../src/domain/calendar/trading-day.ts'
import type { Market } from '../src/exchange/market/market.ts'
import { createSyntheticMarket } from '../src/exchange/market/synthetic-market.ts'
import { SYNTHETIC_UNIVERSE } from '../src/exchange/market/synthetic-universe.ts'
import type { AccessToken } from '../src/exchange/tradier-api/access-token.ts'
import { createTradierFace, type TradierFace } from '../src/exchange/tradier-api/tradier-face.ts'
import { createVenue } from '../src/exchange/venue/create-venue.ts'
import { venueConfig } from '../src/exchange/venue/venue-config.ts'
import { type Bench, row } from './harness.ts'

const CONTRACTS = 2_000
const QUOTES = 400
const RUNS = 41
const WARM_UP = 10
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const OPEN = instantOf(tradingDay('2026-09-22'), timeOfDay('09:30'))
const TOKEN: AccessToken = {
  token: 'bench',
  personality: 'live',
  profileId: 'id-bench',
  name: 'Bench',
  accounts: [],
}

interface Desk {
  readonly market: Market
  readonly face: TradierFace
}

/** The S&P 500 with strikes two dollars apart, so that an expiration of both roots has more than 2,000 contracts. */
function openDesk(): Desk {
  const spx = SYNTHETIC_UNIVERSE.find(({ symbol }) => symbol === 'SPX')!
  const specs = [{ ...spx, strikeStep: 2 }]
  const calendar = buildMarketCalendar()
  const market = createSyntheticMarket({ seed: 1, start: OPEN, calendar, specs })
  const venue = createVenue(venueConfig({ calendar }))
  return { market, face: createTradierFace({ venue, market, tokens: [TOKEN] }) }
}

/** The expiration with the fewest contracts that is still wide enough. */
function wideDay(market: Market): TradingDay {
  const days = [...new Set(market.expirations('SPX').map(({ day }) => day))]
  const size = (day: TradingDay): number => market.chain('SPX', day).length
  const wide = days.filter((day) => size(day) >= CONTRACTS).sort((a, b) => size(a) - size(b))
  if (wide[0] === undefined)
    throw new Error(`The synthetic market lists no expiration of ${CONTRACTS} contracts.`)
  return wide[0]
}

async function answered(face: TradierFace, path: string): Promise<string> {
  const headers = { Authorization: 'Bearer bench', Accept: 'application/json' }
  const answer = await face.fetch(new Request(`http://exchange.test/v1/markets/${path}`, { headers }))
  if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`)
  return answer.text()
}

/** So much later, or at the next open: when the market is closed nothing changes, and nothing is worked out. */
function openInstant({ calendar, now }: Market, apartMs: number): number {
  const later = instant(now + apartMs)
  const day = marketDayOf(calendar, later)
  if (day.kind === 'session' && later < day.closes) return later
  return nextSession(calendar, newYorkDayOf(instant(now))).opens
}

/**
 * The middle of some timings, each at an instant of its own. A minute later the quotes are new, and the greeks those of the
 * full hour before, as the vendor's are; an hour later, the greeks too.
 */
async function median(
  { market, face }: Desk,
  path: string,
  apartMs: number,
): Promise<{ ms: number; worst: number; bytes: number }> {
  const timings: number[] = []
  let bytes = 0
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    market.advanceTo(openInstant(market, apartMs))
    const start = performance.now()
    bytes = (await answered(face, path)).length
    if (run >= WARM_UP) timings.push(performance.now() - start)
  }
  timings.sort((a, b) => a - b)
  return { ms: timings[RUNS >> 1]!, worst: timings.at(-1)!, bytes }
}

async function measured(
  desk: Desk,
  what: string,
  path: string,
  print: (line: string) => void,
  apartMs = MINUTE_MS,
): Promise<number> {
  const { ms, worst, bytes } = await median(desk, path, apartMs)
  print(row(`${what}, ${(bytes / 1_024).toFixed(0)} KiB`, `${ms.toFixed(1)} ms`, `worst ${worst.toFixed(1)}`))
  return ms
}

export const bench: Bench = {
  name: 'exchange-face',
  about: 'the Tradier face in process: a chain of 2,000 contracts with greeks, and 400 quotes with greeks',
  async run(print) {
    const desk = openDesk()
    const day = wideDay(desk.market)
    const chain = desk.market.chain('SPX', day)
    const symbols = chain.slice(0, QUOTES).map(({ symbol }) => symbol)
    const chainPath = `options/chains?symbol=SPX&expiration=${day}&greeks=true`
    const quotesPath = `quotes?symbols=${symbols.join(',')}&greeks=true`
    print(row('synthetic SPX, both roots of', day, `${chain.length} contracts`))
    return {
      chain_2000_ms: await measured(desk, `a chain of ${chain.length}`, chainPath, print),
      quotes_400_ms: await measured(desk, `${symbols.length} quotes`, quotesPath, print),
      chain_2000_new_greeks_ms: await measured(
        desk,
        'the chain, each in a new hour',
        chainPath,
        print,
        HOUR_MS,
      ),
    }
  },
}
