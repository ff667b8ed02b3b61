import { EQUITY_SIDES, OPTION_SIDES } from './order-side.ts'
import type { VenueConfig } from './venue-config.ts'
import { refusal, type VenueRefusal } from './venue-refusal.ts'
import type {
  GroupOrderRequest,
  NetOrderRequest,
  OrderLegRequest,
  OrderRequest,
  SimpleOrderRequest,
} from './venue-types.ts'

const SIMPLE_TYPES: ReadonlySet<string> = new Set(['market', 'limit', 'stop', 'stop_limit'])
const NET_TYPES: ReadonlySet<string> = new Set(['market', 'debit', 'credit', 'even'])
const DURATIONS: ReadonlySet<string> = new Set(['day', 'gtc', 'pre', 'post'])
const LONGEST_TAG = 255
/** Shares, contracts counted by what they stand for. Tradier's limit for shares. */
const MOST_SHARES = 10_000_000
/** 1/10,000 dollar x shares: 90 billion dollars, beyond which an amount could leave the safe integers. */
const MOST_VALUE = 9e14

/** The kinds of class that have a price of each kind. */
export function needsLimit(type: string): boolean {
  return type === 'limit' || type === 'stop_limit' || type === 'debit' || type === 'credit'
}

/** Whether orders of a type have a stop price. */
export function needsStop(type: string): boolean {
  return type === 'stop' || type === 'stop_limit'
}

/** What of the venue's configuration is about groups. */
export type GroupRules = Pick<VenueConfig, 'ocoMinimumGap' | 'marketOrderMayTrigger'>

function checkTag({ tag }: OrderRequest): VenueRefusal | null {
  if (tag === undefined) return null
  if (tag.length > LONGEST_TAG) return refusal('tag_too_long')
  return /^[A-Za-z0-9-]*$/.test(tag) ? null : refusal('tag_has_invalid_characters')
}

function checkLeg(leg: OrderLegRequest, wantsOption: boolean): VenueRefusal | null {
  if (!(wantsOption ? OPTION_SIDES : EQUITY_SIDES).has(leg.side)) return refusal('side_must_fit_the_class')
  if (!Number.isSafeInteger(leg.quantity) || leg.quantity <= 0)
    return refusal('quantity_must_be_whole_and_positive')
  if (wantsOption && leg.optionSymbol === undefined) return refusal('option_symbol_must_be_given')
  const shares = leg.quantity * (leg.optionSymbol === undefined ? 1 : 100)
  return shares > MOST_SHARES ? refusal('quantity_must_be_at_most_10_million') : null
}

/** Prices of an order: those that its type needs must be there and positive, and what they come to thinkable. */
export function checkPrices(
  type: string,
  limit: number | null | undefined,
  stop: number | null | undefined,
  shares: number,
): VenueRefusal | null {
  if (needsLimit(type)) {
    if (limit === undefined || limit === null) return refusal('limit_must_be_given')
    if (limit <= 0) return refusal('price_must_be_positive')
  }
  if (needsStop(type)) {
    if (stop === undefined || stop === null) return refusal('stop_must_be_given')
    if (stop <= 0) return refusal('price_must_be_positive')
  }
  const largest = Math.max(limit ?? 0, stop ?? 0)
  return largest * shares > MOST_VALUE ? refusal('buying_power_too_low') : null
}

function checkSimple(request: SimpleOrderRequest): VenueRefusal | null {
  const { type, duration, limit, stop, quantity } = request
  const isOption = request.class === 'option'
  if (!SIMPLE_TYPES.has(type)) return refusal('type_must_fit_the_class')
  if (!DURATIONS.has(duration)) return refusal('duration_must_be_day_or_gtc')
  const leg = checkLeg(request, isOption)
  if (leg !== null) return leg
  if (isOption && (duration === 'pre' || duration === 'post'))
    return refusal('options_have_no_extended_hours')
  const prices = checkPrices(type, limit, stop, quantity * (isOption ? 100 : 1))
  if (prices !== null) return prices
  if ((duration === 'pre' || duration === 'post') && type !== 'limit')
    return refusal('extended_hours_need_a_limit')
  if (duration === 'gtc' && type === 'market') return refusal('market_order_must_not_be_gtc')
  if (duration === 'gtc' && request.side === 'sell_short') return refusal('short_sale_must_not_be_gtc')
  return null
}

function checkNet(request: NetOrderRequest): VenueRefusal | null {
  const { type, duration, limit, legs } = request
  const isCombo = request.class === 'combo'
  if (!NET_TYPES.has(type)) return refusal('type_must_fit_the_class')
  if (!DURATIONS.has(duration)) return refusal('duration_must_be_day_or_gtc')
  if (duration === 'pre' || duration === 'post') return refusal('options_have_no_extended_hours')
  if (legs.length < 2 || legs.length > (isCombo ? 3 : 4)) return refusal('legs_must_be_two_to_four')
  for (const [i, leg] of legs.entries()) {
    const found = checkLeg(leg, !(isCombo && i === 0))
    if (found !== null) return found
  }
  const shares = legs.reduce((sum, { quantity }) => sum + quantity * 100, 0)
  const prices = checkPrices(type, limit, null, shares)
  if (prices !== null) return prices
  if (duration === 'gtc' && type === 'market') return refusal('market_order_must_not_be_gtc')
  const symbols = new Set(legs.map((leg) => leg.optionSymbol ?? leg.symbol))
  return symbols.size < legs.length ? refusal('legs_must_be_different') : null
}

function priceOf({ limit, stop }: SimpleOrderRequest): number {
  return stop ?? limit ?? 0
}

function checkPair(a: SimpleOrderRequest, b: SimpleOrderRequest, gap: number): VenueRefusal | null {
  if (a.type === 'market' || b.type === 'market') return refusal('oco_must_not_be_market')
  if ((a.optionSymbol ?? a.symbol) !== (b.optionSymbol ?? b.symbol)) return refusal('oco_symbols_must_agree')
  if (a.type === b.type) return refusal('oco_types_must_differ')
  if (a.side !== b.side) return refusal('oco_sides_must_agree')
  if (a.duration !== b.duration) return refusal('oco_durations_must_agree')
  return Math.abs(priceOf(a) - priceOf(b)) < gap ? refusal('oco_prices_must_differ') : null
}

function checkTrigger(
  first: SimpleOrderRequest,
  second: SimpleOrderRequest,
  { marketOrderMayTrigger }: GroupRules,
): VenueRefusal | null {
  if (first.type === 'market' && !marketOrderMayTrigger) return refusal('oto_first_must_not_be_market')
  const isProfit =
    first.side.startsWith('buy') &&
    second.side.startsWith('sell') &&
    first.type === 'limit' &&
    second.type === 'limit'
  const isSame = (first.optionSymbol ?? first.symbol) === (second.optionSymbol ?? second.symbol)
  if (isProfit && isSame && second.limit! <= first.limit!) return refusal('oto_profit_must_beat_entry')
  return null
}

function checkGroup({ class: kind, children }: GroupOrderRequest, rules: GroupRules): VenueRefusal | null {
  const gap = rules.ocoMinimumGap
  const wanted = kind === 'otoco' ? 3 : 2
  if (children.length !== wanted) return refusal('group_must_have_its_children')
  for (const child of children) {
    const found = checkSimple(child)
    if (found !== null) return found
  }
  const [first, second, third] = children as [SimpleOrderRequest, SimpleOrderRequest, SimpleOrderRequest]
  if (kind === 'oco') return checkPair(first, second, gap)
  return checkTrigger(first, second, rules) ?? (kind === 'otoco' ? checkPair(second, third, gap) : null)
}

/**
 * What an order's own words say about it, before account and market are looked at: class, sides, quantities,
 * types, durations, prices, the rules of groups. Null when nothing is wrong.
 *
 * @param rules what is asked of groups beside that
 */
export function checkRequest(request: OrderRequest, rules: GroupRules): VenueRefusal | null {
  const tag = checkTag(request)
  if (tag !== null) return tag
  if ('children' in request) return checkGroup(request, rules)
  return 'legs' in request ? checkNet(request) : checkSimple(request)
}
