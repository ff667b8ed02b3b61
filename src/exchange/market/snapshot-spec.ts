import { recordedUnderlying } from './recorded-listing.ts'
import { type RecordedSmile, smileAt } from './recorded-surface.ts'
import { ssviShape } from './ssvi.ts'
import { MARKET_PROCESS, SYNTHETIC_UNIVERSE } from './synthetic-universe.ts'
import type { UnderlyingSpec } from './underlying-spec.ts'
import { jumpVariance, type VarianceProcess } from './variance-process.ts'

const THIRTY_DAYS_MS = 30 * 86_400_000
const BROAD = ['SPX', 'XSP', 'SPY']
/** What an unknown ticker moves with the market, and a volatility index against it. */
const [USUAL_BETA, INDEX_BETA] = [1, -4]

/** The volatility at the money of the smile nearest to thirty days from the first. */
function moneyVolatility(smiles: readonly RecordedSmile[]): number {
  const wanted = smiles[0]!.expires + THIRTY_DAYS_MS
  const nearest = smiles.reduce((a, b) =>
    Math.abs(a.expires - wanted) <= Math.abs(b.expires - wanted) ? a : b,
  )
  return smileAt(nearest, 0)
}

/**
 * The market's process at the recorded level of volatility: that of the S&P 500's options where they were recorded, the
 * usual one otherwise.
 */
export function snapshotProcess(smiles: ReadonlyMap<string, readonly RecordedSmile[]>): VarianceProcess {
  const broad = BROAD.map((symbol) => smiles.get(symbol)).find((found) => found !== undefined)
  if (broad === undefined) return MARKET_PROCESS
  const implied = moneyVolatility(broad) ** 2 / MARKET_PROCESS.premium
  const mean = Math.max(0.003, implied - jumpVariance(MARKET_PROCESS))
  const volOfVol = MARKET_PROCESS.volOfVol * Math.sqrt(mean / MARKET_PROCESS.mean)
  return { ...MARKET_PROCESS, mean, volOfVol }
}

/** A recorded underlying as a synthetic one: that of the universe at the recorded price, or a plain one. */
export function snapshotSpec(
  symbol: string,
  spot: number,
  smiles: readonly RecordedSmile[],
  process: VarianceProcess,
): UnderlyingSpec {
  const known = SYNTHETIC_UNIVERSE.find((spec) => spec.symbol === symbol)
  if (known !== undefined && known.isDerived !== true) return { ...known, level: spot }
  const isIndex = known !== undefined
  const beta = isIndex ? INDEX_BETA : USUAL_BETA
  const { description, kind, exchange, averageVolume } = known ?? recordedUnderlying(symbol)
  const own = Math.max(0.01, moneyVolatility(smiles) ** 2 - beta * beta * process.mean)
  return {
    symbol,
    description,
    kind,
    exchange,
    averageVolume,
    level: spot,
    beta,
    own: { ...process, mean: own, volOfVol: Math.sqrt(own), leverage: -0.3, jumpsPerYear: 0, premium: 1 },
    shape: ssviShape({ rho: -0.4, eta: 1, gamma: 0.4 }),
    continuousYield: 0,
    dividend: null,
    cycle: known?.cycle ?? 'stock_weekly',
    illiquidity: 3,
  }
}
