import { type Refusal, refuse } from '../../domain/refusal.ts'

/**
 * How a refusal travels: `parameter` is a plain text with status 400; `risk` is an `errors` object with status
 * 200 and may leave a rejected row; `unknown` is status 401.
 */
export type RefusalKind = 'parameter' | 'risk' | 'unknown'

interface RefusalFacts {
  readonly kind: RefusalKind
  /** The name in Tradier's list of order-refusal codes, or null when it has none. */
  readonly tradierCode: string | null
  /** Tradier's words; `{0}` is what the refusal is about. */
  readonly text: string
}

function parameter(name: string, reason: string): RefusalFacts {
  return { kind: 'parameter', tradierCode: null, text: `Invalid parameter, ${name}: ${reason}` }
}

function risk(tradierCode: string, text = tradierCode): RefusalFacts {
  return { kind: 'risk', tradierCode, text }
}

const NO_BUYING_POWER = 'You do not have enough buying power for this trade.'
const CHECK = ', please check open orders.'

/**
 * Every refusal of the venue. Texts that were recorded are Tradier's (fact sheet 1.4); where none was, the
 * name of Tradier's list stands for itself, as Tradier does in its own answers.
 */
export const REFUSALS = {
  account_must_exist: { kind: 'unknown', tradierCode: null, text: 'Unauthorized Account: {0}' },
  order_must_exist: { kind: 'unknown', tradierCode: null, text: 'Unauthorized Account: {0}' },
  order_already_final: {
    kind: 'parameter',
    tradierCode: null,
    text: 'order already in finalized state: {0}',
  },
  tag_too_long: parameter('tag', 'contains more than 255 characters.'),
  tag_has_invalid_characters: parameter('tag', 'contains invalid characters.'),
  quantity_must_be_whole_and_positive: parameter('quantity', 'is not valid.'),
  side_must_fit_the_class: parameter('side', 'is not valid.'),
  legs_must_be_two_to_four: parameter('legs', 'is not valid.'),
  option_symbol_must_be_given: parameter('option_symbol', 'is not valid.'),
  option_symbol_must_be_of_the_symbol: parameter('option_symbol', 'is not valid.'),
  pre_market_unavailable: parameter('duration', 'pre market no longer available'),
  post_market_unavailable: parameter('duration', 'post market no longer available'),
  duration_must_be_day_or_gtc: parameter('duration', 'is not valid.'),
  order_must_change: parameter('type', 'is not valid.'),
  session_order_must_not_change: parameter('duration', 'pre and post market orders cannot be changed.'),
  options_have_no_extended_hours: parameter('duration', 'is not valid.'),
  type_must_fit_the_class: parameter('type', 'is not valid.'),
  limit_must_be_given: risk('LimitPriceUndefined'),
  stop_must_be_given: risk('StopPriceUndefined'),
  price_must_be_positive: risk('OrderPriceIsInvalid'),
  symbol_must_be_known: { kind: 'risk', tradierCode: 'SecurityUndefined', text: 'Undefined symbol: {0}' },
  contract_must_not_be_expired: risk('InvalidOrderExpiration'),
  contract_must_be_standard: risk('TradeNonStandartOptions'),
  quantity_must_be_at_most_10_million: risk('IncorrectOrderQuantity'),
  extended_hours_need_a_limit: risk('LimitOrderRequiredOutsideMarketHours'),
  market_order_must_not_be_gtc: risk('MarketOrderIsGtc'),
  short_sale_must_not_be_gtc: risk('ShortOrderIsGtc'),
  short_sale_must_be_from_5_dollars: risk('SellShortOrderLastPriceBelow5'),
  sell_stop_must_be_below_bid: risk('SellStopOrderStopPriceGreaterBid'),
  buy_stop_must_be_above_ask: risk('BuyStopOrderStopPriceLessAsk'),
  index_has_no_shares: risk('TradingDeniedForSecurity'),
  option_level_too_low: risk('OptionLevelRestriction'),
  long_options_not_allowed: risk('LongOptionTradingDeniedForAccount'),
  short_options_not_allowed: risk('ShortOptionTradingDeniedForAccount'),
  spreads_not_allowed: risk('SpreadTradingDeniedForAccount'),
  short_stock_not_allowed: risk('ShortStockTradingDeniedForAccount'),
  buying_power_too_low: risk('InitialMargin', NO_BUYING_POWER),
  sell_needs_a_long: risk(
    'UnexpectedSellOrder',
    `Sell order cannot be placed unless you are closing a long position${CHECK}`,
  ),
  sell_to_close_needs_a_long: risk(
    'UnexpectedSellOrderOption',
    `Sell order cannot be placed unless you are closing a long position${CHECK}`,
  ),
  cover_needs_a_short: risk(
    'UnexpectedBuyToCoverOrder',
    `Buy to cover order cannot be placed unless you are closing a short position${CHECK}`,
  ),
  buy_to_close_needs_a_short: risk(
    'UnexpectedBuyToCoverOrderOption',
    `Buy to cover order cannot be placed unless you are closing a short position${CHECK}`,
  ),
  sell_must_not_cross_zero: risk(
    'LongPositionCrossZero',
    `Sell order quantity is larger than your long position: you may only be closing a long position${CHECK}`,
  ),
  cover_must_not_cross_zero: risk(
    'ShortPositionCrossZero',
    `Buy to cover order quantity is larger than your short position: you may only be closing a short position${CHECK}`,
  ),
  buy_conflicts_with_a_short: risk(
    'UnexpectedBuyOrder',
    `Buy order cannot be placed while you have a current short position${CHECK}`,
  ),
  buy_to_open_conflicts_with_a_short: risk(
    'UnexpectedBuyOrderOption',
    `Buy order cannot be placed while you have a current short position${CHECK}`,
  ),
  short_sale_conflicts_with_a_long: risk(
    'UnexpectedSellShortOrder',
    `Sell short order cannot be placed while you have a current long position${CHECK}`,
  ),
  sell_to_open_conflicts_with_a_long: risk(
    'UnexpectedSellShortOrderOption',
    `Sell short order cannot be placed while you have a current long position${CHECK}`,
  ),
  legs_must_be_different: risk('OrderWithDifferentSide'),
  group_must_have_its_children: parameter('legs', 'is not valid.'),
  oto_first_must_not_be_market: risk('OtoFirstLegIsMarketNotAllowed'),
  oco_must_not_be_market: risk('OtoOcoMarketNotAllowed'),
  oco_types_must_differ: risk('OcoOrderWithOppositeLegs'),
  oco_sides_must_agree: risk('OcoOrderWithOppositeLegs'),
  oco_symbols_must_agree: risk('OrderWithDifferentSide'),
  oco_durations_must_agree: risk('OcoExpirationTypeNotTheSame'),
  oco_prices_must_differ: risk('OcoPriceDifferenceIsLessThanDelta'),
  oto_profit_must_beat_entry: risk('OrderPriceIsInvalid', 'price[1] must be greater than price[0].'),
  group_order_must_not_change: risk('OrderContingentChangeNotAllowed'),
  contract_must_be_american: {
    kind: 'parameter',
    tradierCode: null,
    text: 'Only American options on shares are assigned before they end: {0}',
  },
  split_must_leave_contracts_a_symbol: {
    kind: 'parameter',
    tradierCode: null,
    text: 'A split must be of whole, different numbers of shares, and leave every contract a symbol of its own: {0}',
  },
  position_must_be_held: {
    kind: 'parameter',
    tradierCode: null,
    text: 'The account holds no such position: {0}',
  },
  instrument_must_have_a_price: {
    kind: 'risk',
    tradierCode: 'QuotePriceIsInvalid',
    text: 'There is no price. Security symbol: {0}',
  },
} as const satisfies Readonly<Record<string, RefusalFacts>>

/** The rules by which the venue refuses, in snake_case. */
export type VenueRefusalCode = keyof typeof REFUSALS

/** A refusal of the venue: the message is Tradier's text. */
export type VenueRefusal = Refusal<VenueRefusalCode>

/**
 * A refusal with Tradier's text.
 *
 * @param about what stands in the text's place for it: a symbol, a status, an account
 * @example
 * refusal('order_already_final', 'filled').message // => 'order already in finalized state: filled'
 */
export function refusal(code: VenueRefusalCode, about = ''): VenueRefusal {
  return refuse(code, REFUSALS[code].text.replace('{0}', about))
}

/** How the refusal travels, and its name in Tradier's list. */
export function refusalFacts(code: VenueRefusalCode): RefusalFacts {
  return REFUSALS[code]
}
