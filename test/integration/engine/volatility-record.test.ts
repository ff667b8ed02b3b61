import { beforeEach, describe, expect, test } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { AccountEngine } from '../../../src/cycles/account-engine.ts'
import { quotedVolatilities, vendorVolatilities } from '../../../src/cycles/closing-series.ts'
import { ownVolatilityHistory } from '../../../src/cycles/own-volatility-history.ts'
import { recordVolatility } from '../../../src/cycles/record-volatility.ts'
import { expirationInstant } from '../../../src/domain/calendar/contract-expiration.ts'
import { yearsToExpiry } from '../../../src/domain/calendar/days-to-expiration.ts'
import { type Instant, instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { type TradingDay, tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../src/domain/money/price.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { bsmGreeks, bsmPrice } from '../../../src/domain/pricing/bsm.ts'
import { makeProposals } from '../../../src/engine/proposals/make-proposals.ts'
import { createSyntheticMarket } from '../../../src/exchange/market/synthetic-market.ts'
import type { ChainQuote, MarketData } from '../../../src/ports/market-data.ts'
import type { VolatilityRecord } from '../../../src/ports/store/volatility-store.ts'
import { proposalInput } from '../../support/proposal-input.ts'
import { type TradingWorld, tradingWorld, USER } from '../../support/engine/trading-world.ts'

const calendar = buildMarketCalendar(2024, 2030)
const DAY = tradingDay('2026-09-22')
const EVENING = instantOf(DAY, timeOfDay('16:18'))
const YESTERDAY = instant(EVENING - 86_400_000)
const [NEAR, FAR] = [tradingDay('2026-10-15'), tradingDay('2026-10-29')]
const [SPOT, RATE] = [450, 0.04]

/** One expiration of a vendor's chain: what its quotes imply, what the vendor's figures say, and of when they are. */
interface Invented {
  readonly quoted: number | null
  readonly vendors?: number
  readonly of?: Instant
}

function optionsOf(expiration: TradingDay, { quoted, vendors, of = EVENING }: Invented): ChainQuote[] {
  const years = yearsToExpiry(EVENING, expirationInstant(calendar, { root: 'XSP', expiration }))
  return Array.from({ length: 31 }, (_, i) => 375 + 5 * i).flatMap((strike) =>
    (['call', 'put'] as const).map((type): ChainQuote => {
      const contract = { root: 'XSP', expiration, type, strike: price(strike * 10_000) }
      const model = { type, spot: SPOT, strike, years, rate: RATE, dividendYield: 0 }
      const value = quoted === null ? null : bsmPrice({ ...model, volatility: quoted })
      const side = (off: number) =>
        value === null ? null : price(Math.max(0, Math.round(100 * (value + off)) * 100))
      return {
        symbol: formatOccSymbol(contract),
        contract,
        bid: side(-0.01),
        ask: side(0.01),
        bidSize: 10,
        askSize: 10,
        last: null,
        quotedAt: of,
        previousClose: null,
        multiplier: 100,
        openInterest: 1,
        volume: 1,
        greeks:
          vendors === undefined
            ? null
            : {
                source: 'tradier',
                asOf: of,
                ...bsmGreeks({ ...model, volatility: vendors }),
                midIv: vendors,
              },
      }
    }),
  )
}

/** Only the list of expirations and the chains, and which of them were read. */
class InventedChains implements MarketData {
  readonly declaredDelayMs = 0
  chains: Readonly<Record<string, Invented>> = {}
  readonly read: string[] = []
  async readQuotes(): Promise<never> {
    throw new Error('no quotes are needed')
  }
  async readExpirations() {
    return { ok: true, value: Object.keys(this.chains).sort() as TradingDay[] } as const
  }
  async readChain(underlying: string, expiration: TradingDay) {
    this.read.push(expiration)
    const options = optionsOf(expiration, this.chains[expiration]!)
    return { ok: true, value: { underlying, expiration, options, readAt: EVENING } } as const
  }
  async readDailyBars(): Promise<never> {
    throw new Error('no bars are needed')
  }
}

const SETTINGS = { 'entry.underlyings': 'XSP', 'pricing.rate': String(RATE) }
let world: TradingWorld
let market: InventedChains
let engine: AccountEngine

function stored(): Promise<readonly VolatilityRecord[]> {
  return world.read((tx) => tx.volatilities('XSP', tradingDay('2026-01-02'), tradingDay('2026-12-31')))
}

async function openWorld(settings: Readonly<Record<string, string>> = SETTINGS): Promise<TradingWorld> {
  const synthetic = createSyntheticMarket({ seed: 11, start: EVENING, calendar })
  return tradingWorld(synthetic, { settings, store: memoryStore() })
}

describe('the volatility of a day', () => {
  beforeEach(async () => {
    world = await openWorld()
    market = new InventedChains()
    engine = await AccountEngine.start({ ...world.context, market })
  })

  test('is solved from the quotes on either side of thirty days, and read once', async () => {
    market.chains = {
      '2026-09-25': { quoted: 0.9 },
      [NEAR]: { quoted: 0.2, vendors: 0.5 },
      [FAR]: { quoted: 0.3, vendors: 0.5 },
      '2026-12-18': { quoted: 0.1 },
    }
    const [record, ...others] = await recordVolatility(engine)
    expect(others).toEqual([])
    expect(record).toMatchObject({ underlying: 'XSP', day: DAY, source: 'own', quality: 'interpolated' })
    // Total variance half way between 0.04 × 23 and 0.09 × 37 days, over 30, is 0.266145².
    expect(record!.volatility).toBeCloseTo(0.266_145, 2)
    expect(market.read).toEqual([NEAR, FAR])
    expect(await stored()).toEqual([record])
    expect(await recordVolatility(engine)).toEqual([])
    expect(market.read).toHaveLength(2)
  })

  test('looks one expiration further where the nearest is not quoted', async () => {
    market.chains = {
      '2026-10-08': { quoted: 0.25 },
      [NEAR]: { quoted: null },
      [FAR]: { quoted: 0.25 },
    }
    const [record] = await recordVolatility(engine)
    expect(market.read).toEqual([NEAR, '2026-10-08', FAR])
    expect(record?.volatility).toBeCloseTo(0.25, 2)
  })

  test('is the vendor’s, under its name, where nobody quotes; our own takes its place, never the other way', async () => {
    market.chains = { [NEAR]: { quoted: null, vendors: 0.2 }, [FAR]: { quoted: null, vendors: 0.3 } }
    const [vendors] = await recordVolatility(engine)
    expect(vendors).toMatchObject({ source: 'tradier', quality: 'interpolated' })
    expect(vendors!.volatility).toBeCloseTo(0.266_145, 3)
    market.chains = { [tradingDay('2026-10-23')]: { quoted: 0.22 } }
    const [own] = await recordVolatility(engine)
    expect(own).toMatchObject({ source: 'own', quality: 'single_expiration' })
    market.chains = { [NEAR]: { quoted: null, vendors: 0.2 }, [FAR]: { quoted: null, vendors: 0.3 } }
    expect(await recordVolatility(engine)).toEqual([])
    expect(await stored()).toEqual([own])
  })

  test('B-30 what is of another day, or of nobody, is not written down, and the reason is named', async () => {
    const old = { quoted: 0.2, vendors: 0.2, of: YESTERDAY }
    for (const chains of [{}, { [NEAR]: old, [FAR]: old }, { [NEAR]: { quoted: null } }]) {
      market.chains = chains
      expect(await recordVolatility(engine)).toEqual([])
    }
    expect(await stored()).toEqual([])
    const lines = world.log.filter(({ tag }) => tag === '[volatility]')
    expect(lines.map(({ level, facts }) => [level, facts['code']])).toEqual(
      Array.from({ length: 3 }, () => ['warn', 'expirations_must_bracket_the_maturity']),
    )
  })

  test('B-30 a first day makes no rank: the rule is not evaluated and nothing is entered by it', async () => {
    market.chains = { [NEAR]: { quoted: 0.2 }, [FAR]: { quoted: 0.3 } }
    await recordVolatility(engine)
    const { store: work, clock } = world.context
    const answer = await ownVolatilityHistory({ work, username: USER, clock, calendar }).readStanding(
      'XSP',
      'scan',
    )
    if (!answer.ok) throw new Error(answer.message)
    expect(answer.value.refusal?.code).toBe('history_must_have_enough_sessions')
    const run = makeProposals(proposalInput({}, { standing: answer.value }))
    expect(run.accepted).toBe(0)
    const traces = run.rejected.flatMap(({ trace }) => trace.filter(({ rule }) => rule === 'iv_rank'))
    expect(traces.length).toBeGreaterThan(0)
    for (const { outcome, value } of traces) expect([outcome, value]).toEqual(['not_evaluated', null])
  })
})

test('on the exchange what the quotes imply agrees with the figures of its vendor, root by root', async () => {
  const { context, engine: running } = await openWorld({ 'entry.underlyings': 'SPY,SPX' })
  const records = await recordVolatility(running)
  expect(records.map(({ underlying, source }) => [underlying, source])).toEqual([
    ['SPY', 'own'],
    ['SPX', 'own'],
  ])
  const terms = { at: context.clock.now(), calendar, rate: running.settings['pricing.rate'] }
  for (const underlying of ['SPY', 'SPX']) {
    const chain = await context.market.readChain(underlying, tradingDay('2026-10-16'), 'scan')
    if (!chain.ok) throw new Error(chain.message)
    const ours = quotedVolatilities(chain.value, terms)
    const vendors = vendorVolatilities(chain.value, terms)
    expect(ours).toHaveLength(underlying === 'SPX' ? 2 : 1)
    expect(vendors.map(({ years }) => years)).toEqual(ours.map(({ years }) => years))
    for (const [i, { volatility }] of ours.entries()) {
      expect(Math.abs(volatility - vendors[i]!.volatility)).toBeLessThan(0.005)
    }
  }
})
