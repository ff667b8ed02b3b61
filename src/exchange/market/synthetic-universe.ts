import { ssviShape } from './ssvi.ts'
import type { DividendRule, UnderlyingSpec } from './underlying-spec.ts'
import type { VarianceProcess } from './variance-process.ts'

/** The market that all move with: about 16 % volatility, unrest after falls, two jumps a year. */
export const MARKET_PROCESS: VarianceProcess = {
  mean: 0.024,
  reversion: 6,
  volOfVol: 0.4,
  leverage: -0.75,
  jumpsPerYear: 2,
  jumpMean: -0.015,
  jumpDeviation: 0.02,
  premium: 1.3,
}

/** What moves a stock alone: a volatility of its own, and jumps as of earnings. */
function own(volatility: number, jumpDeviation: number): VarianceProcess {
  const mean = volatility * volatility
  return {
    mean,
    reversion: 4,
    volOfVol: 1.6 * volatility,
    leverage: -0.3,
    jumpsPerYear: jumpDeviation > 0 ? 4 : 0,
    jumpMean: 0,
    jumpDeviation,
    premium: 1.1,
  }
}

const INDEX_SHAPE = ssviShape({ rho: -0.72, eta: 1.1, gamma: 0.42 })
const FUND_SHAPE = ssviShape({ rho: -0.68, eta: 1.1, gamma: 0.42 })
const STOCK_SHAPE = ssviShape({ rho: -0.35, eta: 1.0, gamma: 0.4 })
const VOLATILITY_SHAPE = ssviShape({ rho: 0.6, eta: 0.9, gamma: 0.4 })
const QUARTERS = { december: [3, 6, 9, 12], january: [1, 4, 7, 10], february: [2, 5, 8, 11] } as const

function quarterly(
  months: readonly number[],
  yearlyYield: number,
  weekday: DividendRule['weekday'] = 5,
): DividendRule {
  return { months, weekday, week: weekday === 5 ? 3 : 2, yearlyYield }
}

function index(
  symbol: string,
  description: string,
  level: number,
  beta: number,
  ownVolatility: number,
  illiquidity: number,
): UnderlyingSpec {
  return {
    symbol,
    description,
    kind: 'index',
    exchange: 'C',
    level,
    beta,
    own: ownVolatility > 0 ? own(ownVolatility, 0) : null,
    shape: INDEX_SHAPE,
    continuousYield: 0.013,
    dividend: null,
    cycle: 'index_daily',
    averageVolume: 0,
    illiquidity,
  }
}

function fund(
  symbol: string,
  description: string,
  level: number,
  beta: number,
  ownVolatility: number,
  yearlyYield: number,
  averageVolume: number,
): UnderlyingSpec {
  return {
    symbol,
    description,
    kind: 'etf',
    exchange: symbol === 'QQQ' ? 'Q' : 'P',
    level,
    beta,
    own: ownVolatility > 0 ? own(ownVolatility, 0) : null,
    shape: FUND_SHAPE,
    continuousYield: 0,
    dividend: quarterly(QUARTERS.december, yearlyYield),
    cycle: symbol === 'DIA' ? 'stock_weekly' : 'fund_daily',
    strikeStep: symbol === 'DIA' ? 2.5 : 1,
    averageVolume,
    illiquidity: symbol === 'SPY' ? 1 : 1.5,
  }
}

function stock(
  symbol: string,
  description: string,
  level: number,
  beta: number,
  ownVolatility: number,
  dividend: DividendRule | null,
  averageVolume: number,
): UnderlyingSpec {
  return {
    symbol,
    description,
    kind: 'stock',
    exchange: /^(JPM|XOM|KO)$/.test(symbol) ? 'N' : 'Q',
    level,
    beta,
    own: own(ownVolatility, 0.12 * ownVolatility),
    shape: STOCK_SHAPE,
    continuousYield: 0,
    dividend,
    cycle: 'stock_weekly',
    averageVolume,
    illiquidity: 3,
  }
}

const VIX: UnderlyingSpec = {
  ...index('VIX', 'Cboe Volatility Index', 17, 0, 0, 3),
  shape: VOLATILITY_SHAPE,
  continuousYield: 0,
  isDerived: true,
  cycle: 'volatility',
}

/**
 * The underlyings of the synthetic market unless others are given: the names of real ones, so that
 * products, ticks and hours are right, at levels near theirs in 2026; their prices are invented.
 */
export const SYNTHETIC_UNIVERSE: readonly UnderlyingSpec[] = [
  index('SPX', 'S&P 500 Index', 6_600, 1, 0, 1.2),
  index('XSP', 'Mini-SPX Index', 660, 1, 0, 2),
  VIX,
  index('NDX', 'Nasdaq-100 Index', 24_500, 1.2, 0.07, 3),
  index('RUT', 'Russell 2000 Index', 2_450, 1.15, 0.1, 3),
  fund('SPY', 'SPDR S&P 500', 660, 1, 0, 0.012, 70_000_000),
  fund('QQQ', 'Invesco QQQ Trust, Series 1', 600, 1.2, 0.07, 0.006, 45_000_000),
  fund('IWM', 'iShares Russell 2000 ETF', 243, 1.15, 0.1, 0.011, 32_000_000),
  fund('DIA', 'SPDR Dow Jones Industrial Average ETF Trust', 462, 0.9, 0.05, 0.015, 4_000_000),
  stock('AAPL', 'Apple Inc', 255, 1.1, 0.2, quarterly(QUARTERS.february, 0.004, 1), 52_000_000),
  stock('MSFT', 'Microsoft Corp', 510, 1, 0.18, quarterly(QUARTERS.february, 0.007, 3), 21_000_000),
  stock('NVDA', 'NVIDIA Corp', 180, 1.7, 0.34, quarterly(QUARTERS.december, 0.0003, 4), 180_000_000),
  stock('AMZN', 'Amazon.com Inc', 225, 1.2, 0.24, null, 42_000_000),
  stock('META', 'Meta Platforms Inc', 720, 1.2, 0.27, quarterly(QUARTERS.december, 0.003, 1), 14_000_000),
  stock('GOOGL', 'Alphabet Inc', 245, 1.1, 0.23, quarterly(QUARTERS.december, 0.004, 1), 34_000_000),
  stock('TSLA', 'Tesla Inc', 430, 1.8, 0.48, null, 95_000_000),
  stock('AMD', 'Advanced Micro Devices Inc', 165, 1.7, 0.4, null, 45_000_000),
  stock('JPM', 'JPMorgan Chase & Co', 310, 1.05, 0.16, quarterly(QUARTERS.january, 0.018, 1), 9_000_000),
  stock('XOM', 'Exxon Mobil Corp', 115, 0.7, 0.18, quarterly(QUARTERS.february, 0.034, 3), 15_000_000),
  stock('KO', 'Coca-Cola Co', 68, 0.5, 0.12, quarterly(QUARTERS.december, 0.03, 5), 16_000_000),
]
