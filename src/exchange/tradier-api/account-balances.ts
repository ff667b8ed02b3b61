import {
  epochDay,
  type TradingDay,
  tradingDay,
  tradingDayFromEpochDay,
} from '../../domain/calendar/trading-day.ts'
import type { AccountTerms, VenueBalances } from '../venue/venue-types.ts'
import type { FaceCall } from './face-call.ts'
import { invalidParameter, type Reply, recordReply } from './reply.ts'
import { newYorkDate } from './wire-time.ts'
import { float, floatOrZero, type WireFloat, type WireRecord } from './wire-value.ts'

function money(cents: number): WireFloat | 0 {
  return floatOrZero(cents / 100)
}

function kindFields(terms: AccountTerms, of: VenueBalances): WireRecord {
  if (terms.type === 'cash') {
    const unsettled_funds = money(of.unsettledFunds)
    return { cash: { cash_available: money(of.optionBuyingPower), sweep: 0, unsettled_funds } }
  }
  return {
    margin: {
      fed_call: 0,
      maintenance_call: 0,
      option_buying_power: money(of.optionBuyingPower),
      stock_buying_power: money(of.stockBuyingPower),
      stock_short_value: money(of.shortMarketValue - of.optionShortValue),
      sweep: 0,
    },
  }
}

/** The fields of an account's balances; shorts have negative values. */
export function balancesRow(terms: AccountTerms, of: VenueBalances): WireRecord {
  return {
    option_short_value: money(of.optionShortValue),
    total_equity: money(of.totalEquity),
    account_number: terms.id,
    account_type: terms.type,
    close_pl: money(of.closePl),
    current_requirement: money(of.currentRequirement),
    equity: 0,
    long_market_value: money(of.longMarketValue),
    market_value: money(of.longMarketValue + of.shortMarketValue),
    open_pl: money(of.openPl),
    option_long_value: money(of.optionLongValue),
    option_requirement: money(of.optionRequirement),
    pending_orders_count: of.pendingOrders,
    short_market_value: money(of.shortMarketValue),
    stock_long_value: money(of.stockLongValue),
    total_cash: money(of.totalCash),
    uncleared_funds: 0,
    pending_cash: money(of.pendingCash),
    ...kindFields(terms, of),
  }
}

/** `GET /accounts/{id}/balances`. */
export function accountBalances({ room, path }: FaceCall): Reply {
  const terms = room.venue.accounts().find(({ id }) => id === path['account'])!
  return recordReply({ balances: balancesRow(terms, room.venue.balances(terms.id, room.market)) })
}

/** Calendar days that a period reaches back. */
const PERIOD_DAYS: ReadonlyMap<string, number> = new Map([
  ['WEEK', 7],
  ['MONTH', 31],
  ['YEAR', 366],
  ['YEAR_3', 1_096],
  ['YEAR_5', 1_827],
  ['ALL', 10_000],
])

function periodStart(period: string, today: TradingDay): TradingDay | undefined {
  if (period === 'YTD') return tradingDay(`${today.slice(0, 4)}-01-01`)
  const reach = PERIOD_DAYS.get(period)
  return reach === undefined ? undefined : tradingDayFromEpochDay(epochDay(today) - reach)
}

/** `GET /accounts/{id}/historical-balances`: a line a session and one of today so far, the change, and its per cent. */
export function historicalBalances({ room, path, params, now }: FaceCall): Reply {
  const today = newYorkDate(now)
  const start = periodStart(params.text('period')?.toUpperCase() ?? 'ALL', today)
  if (start === undefined) return invalidParameter('period')
  const account = path['account']!
  const ended = room.venue.equityHistory(account).filter(({ day }) => day >= start && day < today)
  const lines = [...ended, { day: today, equity: room.venue.balances(account, room.market).totalEquity }]
  const first = lines[0]!.equity
  const delta = lines.at(-1)!.equity - first
  return recordReply({
    balances: lines.map(({ day, equity }) => ({ date: day, value: float(equity / 100) })),
    delta: float(delta / 100),
    deltaPercent: float(first === 0 ? 0 : Math.round((delta / first) * 10_000) / 100),
  })
}
