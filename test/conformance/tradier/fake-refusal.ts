import { refusal, type VenueRefusal } from '../../../src/exchange/venue/venue-refusal.ts'
import type {
  MarketView,
  OrderRequest,
  OrderStatus,
  SimpleOrderRequest,
  VenuePosition,
} from '../../../src/exchange/venue/venue-types.ts'

interface Situation {
  readonly cash: number
  readonly positions: ReadonlyMap<string, VenuePosition>
  readonly market: MarketView
}

/** Whether a side buys. */
export function isBuy(side: string): boolean {
  return side.startsWith('buy')
}

/** Whether an order is over. */
export function isFinal(status: OrderStatus): boolean {
  return ['filled', 'canceled', 'expired', 'rejected', 'error'].includes(status)
}

function ofSimple(request: SimpleOrderRequest, { cash, positions, market }: Situation): VenueRefusal | null {
  const option = request.class === 'option'
  const sides = option
    ? ['buy_to_open', 'buy_to_close', 'sell_to_open', 'sell_to_close']
    : ['buy', 'sell', 'sell_short', 'buy_to_cover']
  if (!['market', 'limit', 'stop', 'stop_limit'].includes(request.type))
    return refusal('type_must_fit_the_class')
  if (!['day', 'gtc', 'pre', 'post'].includes(request.duration)) return refusal('duration_must_be_day_or_gtc')
  if (!sides.includes(request.side)) return refusal('side_must_fit_the_class')
  if (request.quantity <= 0) return refusal('quantity_must_be_whole_and_positive')
  if (option && request.optionSymbol === undefined) return refusal('option_symbol_must_be_given')
  if (request.type.includes('limit') && request.limit === undefined) return refusal('limit_must_be_given')
  if (request.limit !== undefined && request.limit <= 0) return refusal('price_must_be_positive')
  if (request.duration === 'pre') return refusal('pre_market_unavailable')
  if (request.duration === 'gtc' && request.type === 'market') return refusal('market_order_must_not_be_gtc')
  const symbol = request.optionSymbol ?? request.symbol
  if (market.book(symbol) === undefined) return refusal('symbol_must_be_known', symbol)
  const held = positions.get(symbol)?.quantity ?? 0
  if (request.side === 'sell_to_close' && held <= 0) return refusal('sell_to_close_needs_a_long')
  const cost = (request.limit ?? market.book(symbol)?.ask ?? 0) * request.quantity * (option ? 1 : 0.01)
  return isBuy(request.side) && cost > cash * 2 ? refusal('buying_power_too_low') : null
}

/** The refusals that the tests of the face provoke; the texts are the venue's. */
export function fakeRefusal(request: OrderRequest, situation: Situation): VenueRefusal | null {
  const { tag } = request
  if (tag !== undefined && tag.length > 255) return refusal('tag_too_long')
  if (tag !== undefined && !/^[A-Za-z0-9-]*$/.test(tag)) return refusal('tag_has_invalid_characters')
  if ('legs' in request) {
    if (request.legs.length < 2 || request.legs.length > 4) return refusal('legs_must_be_two_to_four')
    if (!['market', 'debit', 'credit', 'even'].includes(request.type))
      return refusal('type_must_fit_the_class')
    const unknown = request.legs
      .map((leg) => leg.optionSymbol ?? leg.symbol)
      .find((one) => situation.market.book(one) === undefined)
    return unknown === undefined ? null : refusal('symbol_must_be_known', unknown)
  }
  if (!('children' in request)) return ofSimple(request, situation)
  const wanted = { oco: 2, oto: 2, otoco: 3 }[request.class]
  if (request.children.length !== wanted) return refusal('group_must_have_its_children')
  const [first] = request.children
  if (request.class !== 'oco' && first?.type === 'market') return refusal('oto_first_must_not_be_market')
  return request.class === 'oco' ? null : ofSimple(first!, situation)
}
