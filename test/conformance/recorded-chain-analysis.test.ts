import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRecordedChain } from '../../src/adapters/recorded/chain-file.ts'
import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { analyseChain } from '../../src/service/chain/analyse-chain.ts'
import { type ChainAnalysis, contractsOf } from '../../src/service/chain/chain-analysis.ts'
import { pickChain, pickEveryChain } from '../../src/service/chain/pick-chain.ts'

const folder = process.env['LEGWORK_DATA']
const SAMPLE = join(import.meta.dirname, '../../src/app/sample')
const SURROUNDINGS = {
  calendar: buildMarketCalendar(),
  given: { rate: null, dividendYield: null },
  withEarlyExercise: false,
}

async function analysed(
  from: string,
  file: string,
  underlying: string,
  day: string,
  expiration: string | null,
) {
  const read = await readRecordedChain(join(from, file))
  if (!read.ok) throw new Error(read.message)
  const query = { underlying, quoteDay: tradingDay(day), root: null }
  const picks =
    expiration === null
      ? pickEveryChain(read.value, query)
      : pickChain(read.value, { ...query, expiration: tradingDay(expiration) })
  if (!picks.ok) throw new Error(picks.message)
  return picks.value.map((pick) => analyseChain(pick, SURROUNDINGS))
}

function expectSound(analysis: ChainAnalysis): void {
  const { counts, total } = {
    counts: Object.values(analysis.quotes).reduce((sum, count) => sum + count, 0),
    total: contractsOf(analysis).length,
  }
  expect(counts).toBe(total)
  const unsolved = Object.values(analysis.unsolved).reduce((sum, count) => sum + count, 0)
  const withMid = contractsOf(analysis).filter(({ mid }) => mid !== null).length
  expect(analysis.solved + unsolved).toBe(withMid)
  for (const contract of contractsOf(analysis)) {
    for (const value of Object.values(contract)) expect(Number.isNaN(value)).toBe(false)
  }
}

it('every expiration of the built-in sample is sound', async () => {
  const analyses = await analysed(SAMPLE, 'sample-chain.csv', 'LEGW', '2026-03-16', null)
  expect(analyses).toHaveLength(3)
  for (const analysis of analyses) expectSound(analysis)
})

// Absent without the recorded markets, rather than skipped.
if (folder !== undefined) {
  const MARKETS = 'cboe_2023-09-14_spx_xsp_spy.csv.gz'

  describe('recorded markets', () => {
    it.each([
      ['SPX', '2023-10-20', 2, 0.0005],
      ['XSP', '2023-10-20', 1, 0.0015],
      ['SPY', '2023-10-20', 1, 0.0015],
    ])('%s of %s: our volatilities are the recorded ones', async (underlying, expiration, roots, median) => {
      const analyses = await analysed(folder, MARKETS, underlying, '2023-09-14', expiration)
      expect(analyses).toHaveLength(roots)
      for (const { comparison, terms } of analyses) {
        expect(terms.source).toBe('parity')
        expect(comparison!.contracts).toBeGreaterThan(50)
        expect(comparison!.median).toBeLessThan(median)
      }
    })

    it('every expiration of every root is sound, also the absurd ones', async () => {
      for (const underlying of ['SPX', 'XSP', 'SPY']) {
        for (const analysis of await analysed(folder, MARKETS, underlying, '2023-09-14', null))
          expectSound(analysis)
      }
    })

    it('a day of shock and a year of puts are sound too', async () => {
      const shock = await analysed(folder, 'spxw_2018_jan_feb.csv.gz', 'SPXW', '2018-02-05', null)
      const puts = await analysed(folder, 'spy_2021_puts20.csv.gz', 'SPY', '2021-12-31', null)
      for (const analysis of [...shock, ...puts]) expectSound(analysis)
      expect(shock.length).toBeGreaterThan(0)
    })
  })
}
