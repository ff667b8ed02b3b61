import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cashFlowOf } from '../../../src/domain/spread/net-price.ts'
import { beginTrade, type Trade } from '../../../src/domain/trade/trade.ts'
import type { Moment } from './sample-market.ts'
import { entryAt, type SampleSpread } from './sample-spread.ts'

/** A trade of the sample account, written down as facts; every price and sum is computed from them. */
export interface SampleTrade {
  readonly spread: SampleSpread
  readonly trade: Trade
  /** The market when it was entered. */
  readonly entered: Moment
  readonly trouble: string | null
  /** Whether its legs have usable quotes now. */
  readonly quoted: boolean
}

interface Facts {
  readonly id: string
  readonly spread: SampleSpread
  readonly quantity: number
  readonly filled?: number
  readonly entered: readonly [day: string, time: string, spot: number, volatility: number]
  readonly state?: Partial<Trade>
  readonly trouble?: string
  readonly quoted?: boolean
}

function enter({
  id,
  spread,
  quantity,
  filled = quantity,
  entered,
  state,
  trouble,
  quoted,
}: Facts): SampleTrade {
  const [day, time, spot, volatility] = entered
  const moment: Moment = { at: instantOf(tradingDay(day), timeOfDay(time)), spot, volatility }
  const fill = {
    key: `${id}-in`,
    source: 'order' as const,
    quantity: filled,
    cashFlow: cashFlowOf(entryAt(spread, moment), filled),
    pricedBy: 'fill' as const,
  }
  const trade: Trade = {
    ...beginTrade({ id, origin: 'ENGINE', managed: true, quantity, multiplier: 100 }),
    status: 'OPEN',
    version: 3,
    entries: [fill],
    openedAt: moment.at,
    ...state,
  }
  return { spread, trade, entered: moment, trouble: trouble ?? null, quoted: quoted ?? true }
}

const vertical = (
  symbol: SampleSpread['symbol'],
  strategy: SampleSpread['strategy'],
  strikes: readonly number[],
  expiration: string,
): SampleSpread => ({ symbol, strategy, strikes, expiration: tradingDay(expiration) })

/** The trades of the sample account that are not over. */
export const SAMPLE_BOOK: readonly SampleTrade[] = [
  enter({
    id: 'T-1042',
    spread: vertical('SPY', 'BULL_PUT_CREDIT', [655, 660], '2026-12-18'),
    quantity: 2,
    entered: ['2026-11-16', '10:30', 675.6, 0.163],
  }),
  enter({
    id: 'T-1047',
    spread: vertical('SPY', 'BEAR_CALL_CREDIT', [698, 703], '2026-12-24'),
    quantity: 1,
    entered: ['2026-11-19', '11:15', 676.1, 0.158],
  }),
  enter({
    id: 'T-1051',
    spread: vertical('SPY', 'BULL_PUT_CREDIT', [658, 663], '2026-12-31'),
    quantity: 2,
    filled: 1,
    entered: ['2026-11-25', '13:45', 683.9, 0.148],
    state: { status: 'PARTIALLY_FILLED', version: 2, openedAt: null },
  }),
  enter({
    id: 'T-1044',
    spread: vertical('QQQ', 'BULL_PUT_CREDIT', [580, 585], '2026-12-18'),
    quantity: 2,
    entered: ['2026-11-17', '10:15', 607.4, 0.203],
  }),
  enter({
    id: 'T-1039',
    spread: vertical('QQQ', 'BEAR_CALL_CREDIT', [599, 604], '2026-12-18'),
    quantity: 1,
    entered: ['2026-11-12', '14:00', 567.0, 0.206],
    state: {
      status: 'EXIT_ERROR',
      version: 9,
      exitAttempts: 3,
      exitOrders: [{ orderId: '81730', quantity: 1, reason: 'STOP_LOSS', state: 'died' }],
    },
    trouble:
      'The stop was hit at 13:31, and three closing orders ended without a fill. Nothing is working at the broker now, so the loss can still grow.',
  }),
  enter({
    id: 'T-1031',
    spread: vertical('IWM', 'BULL_PUT_CREDIT', [226, 231], '2026-12-18'),
    quantity: 3,
    entered: ['2026-11-13', '10:45', 236.6, 0.228],
    state: {
      status: 'CLOSING_PENDING',
      version: 6,
      exitOrders: [{ orderId: '81744', quantity: 3, reason: 'PROFIT_TARGET', state: 'working' }],
    },
  }),
  enter({
    id: 'T-1046',
    spread: vertical('NVDA', 'BULL_CALL_DEBIT', [180, 185], '2027-01-15'),
    quantity: 3,
    entered: ['2026-11-18', '10:00', 181.2, 0.44],
    state: { managed: false, origin: 'MANUAL' },
    quoted: false,
  }),
  enter({
    id: 'T-1049',
    spread: vertical('AAPL', 'LONG_CALL', [270], '2026-12-31'),
    quantity: 1,
    entered: ['2026-11-23', '12:20', 269.4, 0.236],
    state: { origin: 'MANUAL', managed: false, flags: ['UNPROTECTED'], version: 5 },
    trouble:
      'The broker cancelled its stop and take-profit at 13:02. Until new ones are placed, nothing at the broker limits the loss of this option.',
  }),
]
