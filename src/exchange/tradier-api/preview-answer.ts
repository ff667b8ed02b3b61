import type { OrderPreview } from '../venue/preview-order.ts'
import { refusalFacts, type VenueRefusal } from '../venue/venue-refusal.ts'
import type { OrderRequest } from '../venue/venue-types.ts'
import { refusalReply } from './order-answer.ts'
import { type Reply, recordReply } from './reply.ts'
import type { FaceSwitches } from './switches.ts'
import { newYorkMsText } from './wire-time.ts'
import { float, type WireFloat, type WireRecord } from './wire-value.ts'

function cents(amount: number): WireFloat {
  return float(amount / 100)
}

function echo(request: OrderRequest): WireRecord {
  if ('children' in request) return { duration: request.children[0]?.duration }
  const legs = 'legs' in request ? request.legs : [request]
  return {
    symbol: request.symbol,
    quantity: float(legs.reduce((sum, leg) => sum + leg.quantity, 0)),
    side: 'legs' in request ? 'buy' : request.side,
    type: request.type,
    duration: request.duration,
  }
}

/** The answer to a preview; costs are positive when paid. */
export function previewReply(request: OrderRequest, preview: OrderPreview, now: number): Reply {
  const price = 'limit' in request && request.limit !== undefined ? float(request.limit / 10_000) : undefined
  const duration = 'duration' in request ? request.duration : 'day'
  return recordReply({
    order: {
      status: 'ok',
      commission: cents(preview.commission),
      cost: cents(preview.cost),
      fees: cents(preview.fees),
      ...echo(request),
      result: true,
      price,
      order_cost: cents(preview.orderCost),
      margin_change: cents(preview.marginChange),
      request_date: newYorkMsText(now),
      extended_hours: duration === 'pre' || duration === 'post',
      option_requirement: request.class === 'equity' ? undefined : cents(preview.optionRequirement),
      class: request.class,
      strategy: preview.strategy,
      day_trades: 0,
    },
  })
}

/** The answer to a preview that would be refused, by the switch in today's or in the form of 2013. */
export function refusedPreview(
  refused: VenueRefusal,
  switches: Pick<FaceSwitches, 'riskErrors' | 'previewRefusal'>,
): Reply {
  const old = switches.previewRefusal === 'order' && refusalFacts(refused.code).kind === 'risk'
  if (!old) return refusalReply(refused, switches)
  return recordReply({ order: { errors: refused.message, result: false, status: 'Bad Request' } }, 400)
}
