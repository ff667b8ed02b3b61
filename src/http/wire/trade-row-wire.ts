import type { z } from 'zod'
import type { TRADE_DETAIL, TRADE_PAGE, TRADE_ROW } from '../../contract/api/trade-messages.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import type { TradePage } from '../../service/trades/list-trades.ts'
import type { TradeDetail } from '../../service/trades/trade-detail.ts'
import type { TradeRow } from '../../service/trades/trade-row.ts'
import { priceWire } from './price-wire.ts'
import { markWire, orderWire } from './record-wire.ts'
import { tradeWire } from './trade-wire.ts'

/** A row of a list as the wire has it. */
export function tradeRowWire(row: TradeRow): z.output<typeof TRADE_ROW> {
  const { locked, account, brokerMode, stopLoss, takeProfit, bracket, overrideCount, context } = row
  const { feesCents, netCents, realizedBasisPoints, holdMs } = row
  return {
    ...tradeWire(row),
    locked,
    account,
    brokerMode,
    stopLoss: priceWire(stopLoss),
    takeProfit: priceWire(takeProfit),
    bracket:
      bracket === null
        ? null
        : { stopLoss: priceWire(bracket.stopLoss), takeProfit: priceWire(bracket.takeProfit) },
    overrideCount,
    context,
    feesCents,
    netCents,
    realizedBasisPoints,
    holdMs,
  }
}

/** A page of trades as the wire has it. */
export function pageWire({ trades, cursor, totals }: TradePage): z.output<typeof TRADE_PAGE> {
  const { count, unpriced, realized, wins, losses, gained, lost } = totals
  return {
    trades: trades.map(tradeRowWire),
    cursor,
    totals: {
      count,
      unpriced,
      realizedCents: realized,
      wins,
      losses,
      gainedCents: gained,
      lostCents: lost,
    },
  }
}

/** Everything of a trade as the wire has it. */
export function detailWire(detail: TradeDetail): z.output<typeof TRADE_DETAIL> {
  const { trade, legs, brokerFillPrice, triggerPrecision, life, intents, orders, decisions, prices } = detail
  const { underlyingAtEntry: _u, hindsight: _h, horizons: _z, proposal, ...figures } = detail
  return {
    ...figures,
    trade: tradeRowWire(trade),
    legs: legs.map(({ contract, action, ratio }) => ({ symbol: formatOccSymbol(contract), action, ratio })),
    brokerFillPrice: priceWire(brokerFillPrice),
    triggerPrecision: priceWire(triggerPrecision),
    life: [...life],
    intents: [...intents],
    orders: orders.map(orderWire),
    decisions: decisions.map((decision) => ({
      ...decision,
      replay: { ...decision.replay, rules: [...decision.replay.rules] },
    })),
    proposal: proposal === null ? null : { ...proposal, trace: [...proposal.trace] },
    prices: prices.map(markWire),
  }
}
