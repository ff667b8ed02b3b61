import type { z } from 'zod'
import type { ADJUSTED, CLOSED, PLACED, PREVIEW, TRADE } from '../../contract/api/trade-messages.ts'
import type { TradeLine } from '../../service/engine/trade-line.ts'
import type { AdjustedProtection } from '../../service/trades/adjust-protection.ts'
import type { HandClose } from '../../service/trades/close-by-hand.ts'
import type { PlacedTrade } from '../../service/trades/placement-answer.ts'
import type { TradePreview } from '../../service/trades/preview-trade.ts'
import { netPriceWire, priceWire } from './price-wire.ts'

/** A trade as the wire has it. */
export function tradeWire(line: TradeLine): z.output<typeof TRADE> {
  const { flags, strikes, entry, exit, mark, can, ...rest } = line
  return {
    ...rest,
    flags: [...flags],
    strikes: strikes.map((strike) => priceWire(strike)),
    entry: netPriceWire(entry),
    exit: netPriceWire(exit),
    mark: priceWire(mark),
    can: { ...can },
  }
}

/** A placed trade as the wire has it. */
export function placedWire(
  { trade, outcome, orderId }: PlacedTrade,
  repeated: boolean,
): z.output<typeof PLACED> {
  return { trade: tradeWire(trade), outcome, orderId, repeated }
}

/** A preview as the wire has it. */
export function previewWire({ heatAfter: _, ...preview }: TradePreview): z.output<typeof PREVIEW> {
  const { checks, limit, mid, natural, breakevens } = preview
  return {
    ...preview,
    checks: checks.map((check) => ({ ...check })),
    limit: netPriceWire(limit),
    mid: priceWire(mid),
    natural: priceWire(natural),
    breakevens: breakevens.map((price) => priceWire(price)),
  }
}

/** What a close came to, as the wire has it. */
export function closeWire({ trade, outcome, orderId, state }: HandClose): z.output<typeof CLOSED> {
  return { trade: tradeWire(trade), outcome, orderId, state }
}

/** What protects a trade, as the wire has it. */
export function adjustedWire({ trade, protection }: AdjustedProtection): z.output<typeof ADJUSTED> {
  const { stopLoss, takeProfit, heldBy } = protection
  return {
    trade: tradeWire(trade),
    protection: { stopLoss: priceWire(stopLoss), takeProfit: priceWire(takeProfit), heldBy },
  }
}
