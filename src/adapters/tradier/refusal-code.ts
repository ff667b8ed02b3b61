/**
 * Tradier's codes for an order that its risk checks refuse, as its documentation lists them, misspelt where it
 * misspells, with one spelling more that was observed. Each proves that the order was not accepted.
 */
const REFUSAL_CODES: ReadonlySet<string> = new Set(
  `AccountDisabled AccountIsNotApproved AccountMarginRuleViolation AssetTradingNotConfiguredForAccount
  BuyStopOrderStopPriceLessAsk ContingentOrderExecution DayTraderPatternRestriction DayTradingBuyingPowerExceeded
  ExpirationDateUndefined IncorrectOrderQuantity IncorrectTimeInForce IndexOptionsOneExparyDate InitialMargin
  InvalidOrderExpiration LimitPriceUndefined LongOptionTradingDeniedForAccount LongPositionCrossZero MaintenanceMargin
  MarketOrderIsGtc OcoExpirationTypeNotTheSame OcoOrderWithOppositeLegs OcoPriceDifferenceIsLessThanDelta
  OptionLevelRestriction OptionTypeUndefined OrderContingentChangeNotAllowed OrderIsNotAllowedForAccount
  OrderPriceIsInvalid OrderQuantity OrderWithDifferentSide OtoFirstLesIsMarketNotAllowed OtoFirstLegIsMarketNotAllowed
  OtoOcoMarketNotAllowed OtoOcoTrailingNotAllowed QuotePriceIsInvalid SecurityUndefined SellShortOrderLastPriceBelow5
  SellStopOrderStopPriceGreaterBid ShortOptionTradingDeniedForAccount ShortOrderIsGtc ShortPositionCrossZero
  ShortStockTradingDeniedForAccount ShortTradingDeniedForSecurity SpreadTradingDeniedForAccount StopPriceUndefined
  StrikePriceUndefined TooSmallEquityForDayTrading TotalInitialMargin TradeNonStandartOptions TradingDeniedForAccount
  TradingDeniedForSecurity UnexpectedBuyOrder UnexpectedBuyOrderOption UnexpectedBuyToCoverOrder
  UnexpectedBuyToCoverOrderOption UnexpectedSellOrder UnexpectedSellOrderOption UnexpectedSellShortOrder
  UnexpectedSellShortOrderOption UserDisabled WashTradeAttempt PreMarketTradingUnavailable
  OpeningOrdersForOTCBBNotAccepted LimitOrderRequiredDueToPriceVolatility LimitOrderRequiredOutsideMarketHours
  OrderFailedPriceRangeAggressive`.split(/\s+/),
)

/** Codes of the same list that are failures of the order system itself: the order may stand all the same. */
const DOUBTFUL_CODES: ReadonlySet<string> = new Set(['OmsInternalError', 'OmsUnavailable'])

/** Words of a failure on the way rather than of a judgement: whatever stands beside them proves nothing. */
const DOUBTFUL_WORDS =
  /time[d -]?\s?out|unavailable|try again|internal|server error|communicat|unexpected error/i

const KNOWN_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^You do not have enough buying power/i, 'InitialMargin'],
  [/order cannot be placed (unless|while) you/i, 'UnexpectedOrder'],
  [/you may only be closing a (long|short) position/i, 'PositionCrossZero'],
  [/closing a (long|short) position/i, 'UnexpectedOrder'],
  [/^Undefined symbol: /i, 'SecurityUndefined'],
  [/^There is no price\. Security symbol: /i, 'QuotePriceIsInvalid'],
  [/^price\[1\] must /i, 'OrderPriceIsInvalid'],
  [/^Backoffice rejected override of the order\.$/i, 'BackofficeRejected'],
]

function codeOfText(text: string): string | null {
  if (REFUSAL_CODES.has(text)) return text
  return KNOWN_TEXTS.find(([shape]) => shape.test(text))?.[1] ?? null
}

/**
 * The code of a refusal by the risk checks, from the texts of an `errors` object; null when they do not prove that the
 * order was refused. Every text that is not known is doubt: to take an accepted order for refused would send a second
 * one, while a refused one taken for doubtful is only looked for in vain.
 */
export function refusalCodeOf(texts: readonly string[]): string | null {
  const doubtful = (text: string): boolean =>
    DOUBTFUL_CODES.has(text) || (!REFUSAL_CODES.has(text) && DOUBTFUL_WORDS.test(text))
  if (texts.length === 0 || texts.some(doubtful)) return null
  const codes = texts.map(codeOfText)
  // A code says more than the sentence before it.
  const named = texts.find((text) => REFUSAL_CODES.has(text))
  return named ?? codes.find((code) => code !== null) ?? null
}
