import { PRICE_UNITS_PER_DOLLAR, type Price } from '../domain/money/price.ts'
import type { AnalysedContract, ChainAnalysis } from '../service/chain/chain-analysis.ts'
import { impliedRate, wallTime } from './chain-head.ts'

const dollars = (price: Price): number => price / PRICE_UNITS_PER_DOLLAR

function contractDocument({ strike: _, type: __, ...figures }: AnalysedContract) {
  return figures
}

/**
 * A chain as JSON. Numbers are plain: dollars per share, volatilities and rates as fractions a year (0.2 is
 * 20 %), theta a calendar day, vega a volatility point; null is not known, never 0. Days are `YYYY-MM-DD`,
 * `quotedAt` and `expiresAt` are UTC.
 *
 *     { underlying, root, expiration, quoteDate, quoteTime, quotedAt, expiresAt, dte, years,
 *       exercise: 'american' | 'european', model: (same), settlement: 'AM' | 'PM',
 *       spot, forward, discount, impliedRate, source: 'parity' | 'rates', sourceNote,
 *       atmStrike, atmIv, expectedMove,
 *       counts: { contracts, repeated, solved, quotes: { two_sided, zero_bid, crossed, missing },
 *                 unsolved: { RULE: number } },
 *       comparison: { contracts, median, max } | null,
 *       strikes: [{ strike, call: CONTRACT | null, put: CONTRACT | null }] }
 *
 *     CONTRACT: { bid, ask, quote, mid, iv, unsolved, recordedIv, delta, gamma, theta, vega, volume,
 *                 openInterest }
 */
export function chainDocument(analysis: ChainAnalysis) {
  const { terms, quoteMinute, atmStrike } = analysis
  return {
    underlying: analysis.underlying,
    root: analysis.root,
    expiration: analysis.expiration,
    quoteDate: analysis.quoteDay,
    quoteTime: quoteMinute === null ? null : wallTime(quoteMinute),
    quotedAt: new Date(analysis.quotedAt).toISOString(),
    expiresAt: new Date(analysis.expiresAt).toISOString(),
    dte: analysis.dte,
    years: terms.years,
    exercise: analysis.exercise,
    model: analysis.model,
    settlement: analysis.settlement,
    spot: terms.spot,
    forward: terms.forward,
    discount: terms.discount,
    impliedRate: impliedRate(analysis),
    source: terms.source,
    sourceNote: terms.sourceNote,
    atmStrike: atmStrike === null ? null : dollars(atmStrike),
    atmIv: analysis.atmIv,
    expectedMove: analysis.expectedMove,
    counts: {
      contracts: analysis.contracts,
      repeated: analysis.repeated,
      solved: analysis.solved,
      quotes: analysis.quotes,
      unsolved: analysis.unsolved,
    },
    comparison: analysis.comparison,
    strikes: analysis.strikes.map(({ strike, call, put }) => ({
      strike: dollars(strike),
      call: call === null ? null : contractDocument(call),
      put: put === null ? null : contractDocument(put),
    })),
  }
}
