import { describe, expect, test } from 'vitest'
import { type Answered, judgeAnswer } from './faults.ts'
import { refusalCodeOf } from './refusal-code.ts'
import { placementOf } from './translate/order-answer.ts'

/** The list of Tradier's documentation, typed again here: the test would not see a code that both forgot. */
const DOCUMENTED =
  'AccountDisabled, AccountIsNotApproved, AccountMarginRuleViolation, AssetTradingNotConfiguredForAccount, BuyStopOrderStopPriceLessAsk, ContingentOrderExecution, DayTraderPatternRestriction, DayTradingBuyingPowerExceeded, ExpirationDateUndefined, IncorrectOrderQuantity, IncorrectTimeInForce, IndexOptionsOneExparyDate, InitialMargin, InvalidOrderExpiration, LimitPriceUndefined, LongOptionTradingDeniedForAccount, LongPositionCrossZero, MaintenanceMargin, MarketOrderIsGtc, OcoExpirationTypeNotTheSame, OcoOrderWithOppositeLegs, OcoPriceDifferenceIsLessThanDelta, OmsInternalError, OmsUnavailable, OptionLevelRestriction, OptionTypeUndefined, OrderContingentChangeNotAllowed, OrderIsNotAllowedForAccount, OrderPriceIsInvalid, OrderQuantity, OrderWithDifferentSide, OtoFirstLesIsMarketNotAllowed, OtoFirstLegIsMarketNotAllowed, OtoOcoMarketNotAllowed, OtoOcoTrailingNotAllowed, QuotePriceIsInvalid, SecurityUndefined, SellShortOrderLastPriceBelow5, SellStopOrderStopPriceGreaterBid, ShortOptionTradingDeniedForAccount, ShortOrderIsGtc, ShortPositionCrossZero, ShortStockTradingDeniedForAccount, ShortTradingDeniedForSecurity, SpreadTradingDeniedForAccount, StopPriceUndefined, StrikePriceUndefined, TooSmallEquityForDayTrading, TotalInitialMargin, TradeNonStandartOptions, TradingDeniedForAccount, TradingDeniedForSecurity, UnexpectedBuyOrder, UnexpectedBuyOrderOption, UnexpectedBuyToCoverOrder, UnexpectedBuyToCoverOrderOption, UnexpectedSellOrder, UnexpectedSellOrderOption, UnexpectedSellShortOrder, UnexpectedSellShortOrderOption, UserDisabled, WashTradeAttempt, PreMarketTradingUnavailable, OpeningOrdersForOTCBBNotAccepted, LimitOrderRequiredDueToPriceVolatility, LimitOrderRequiredOutsideMarketHours, OrderFailedPriceRangeAggressive'.split(
    ', ',
  )
/** Failures of the order system, which are no judgement of the order. */
const DOUBTFUL = ['OmsInternalError', 'OmsUnavailable']

function answered(status: number, body: unknown): Answered {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { kind: 'answered', status, headers: new Map(), text }
}

function placed(status: number, body: unknown) {
  const outcome = answered(status, body)
  return placementOf({ kind: 'verdict', verdict: judgeAnswer(outcome), outcome })
}

function errors(error: unknown) {
  return { errors: { error } }
}

describe('every documented code of a refusal', () => {
  for (const code of DOCUMENTED) {
    const kind = DOUBTFUL.includes(code) ? 'unknown' : 'rejected'
    test(`${code} is ${kind}, alone, in a list, and behind the back office`, () => {
      const shapes = [code, [code], ['Backoffice rejected override of the order.', code]]
      for (const shape of shapes) {
        const placement = placed(200, errors(shape))
        expect(placement.kind).toBe(kind)
        if (kind === 'rejected') expect(placement).toMatchObject({ code })
      }
      expect(placed(400, errors(code)).kind).toBe(kind)
    })
  }
})

const PROVEN: readonly (readonly [number, unknown, string])[] = [
  [200, errors('You do not have enough buying power for this trade.'), 'InitialMargin'],
  [200, errors('Undefined symbol: XYZ'), 'SecurityUndefined'],
  [200, errors('There is no price. Security symbol: SPXW260902C06210000'), 'QuotePriceIsInvalid'],
  [
    200,
    errors(
      'Sell short order cannot be placed while you have a current long position, please check open orders.',
    ),
    'UnexpectedOrder',
  ],
  [
    200,
    errors(
      'Buy to cover order cannot be placed unless you are closing a short position, please check open orders.',
    ),
    'UnexpectedOrder',
  ],
  [200, errors('price[1] must be greater than price[0].'), 'OrderPriceIsInvalid'],
  [200, errors('Backoffice rejected override of the order.'), 'BackofficeRejected'],
  [
    400,
    { order: { errors: 'You do not have enough buying power for this trade.', result: false } },
    'InitialMargin',
  ],
  [400, 'Invalid parameter, tag: contains invalid characters.', 'invalid_parameter_tag'],
  [400, 'Invalid parameter, tag: contains more than 255 characters.', 'invalid_parameter_tag'],
  [400, 'Invalid parameter, duration: is not valid.', 'invalid_parameter_duration'],
  [400, 'Invalid parameter, duration: pre market no longer available', 'invalid_parameter_duration'],
  [400, 'order already in finalized state: filled', 'order_already_final'],
  [401, 'Unauthorized Account: VA00000042', 'unauthorized_account'],
  [
    401,
    {
      fault: {
        faultstring: 'Access Token expired',
        detail: { errorcode: 'keymanagement.service.access_token_expired' },
      },
    },
    'access_token_expired',
  ],
  [401, { fault: { faultstring: 'Invalid Access Token', detail: {} } }, 'http_401'],
  [
    403,
    {
      fault: {
        faultstring: 'invalid api call as no apiproduct match found',
        detail: { errorcode: 'a.NoMatch' },
      },
    },
    'NoMatch',
  ],
  [429, 'Quota Violation. Allowed: 60 requests per minute. Expiry: 1790250060000', 'quota_violation'],
]

const DOUBT: readonly (readonly [number, unknown])[] = [
  [200, errors('Something that nobody has written down')],
  [200, errors('Request timed out')],
  [200, errors(['InitialMargin', 'The order system timed out'])],
  [200, errors([])],
  [200, errors('')],
  [200, {}],
  [200, []],
  [200, { order: {} }],
  [200, { order: { id: null, status: 'ok' } }],
  [200, { order: { id: 0, status: 'ok' } }],
  [200, { order: { id: -5, status: 'ok' } }],
  [200, { order: { id: 1.5, status: 'ok' } }],
  [200, { order: 'null' }],
  [200, 'ok'],
  [200, ''],
  [200, '<html></html>'],
  [200, '{"order":{"id":12345'],
  [201, { order: { id: 5, status: 'ok' } }],
  [204, ''],
  [302, ''],
  [307, ''],
  [400, ''],
  [400, 'Unexpected server error'],
  [400, 'timeout'],
  [400, errors('Service unavailable, try again later')],
  [401, ''],
  [401, '<html>Unauthorized Account: VA00000042</html>'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [422, 'Unprocessable'],
  [429, 'Too Many Requests'],
  [500, 'An error occurred while communicating with the backend.'],
  [500, { fault: { faultstring: 'Datastore Error', detail: { errorcode: 'x' } } }],
  [500, errors('InitialMargin')],
  [500, 'Invalid parameter, tag: contains invalid characters.'],
  [502, '<html></html>'],
  [503, ''],
  [504, ''],
  [520, ''],
  [530, ''],
]

describe('the corpus of answers to an order', () => {
  for (const [status, body, code] of PROVEN) {
    test(`${status} ${JSON.stringify(body)} proves ${code}`, () => {
      expect(placed(status, body)).toMatchObject({ kind: 'rejected', code })
    })
  }

  for (const [status, body] of DOUBT) {
    test(`${status} ${JSON.stringify(body)} proves nothing`, () => {
      expect(placed(status, body).kind).toBe('unknown')
    })
  }

  test('an id is an acceptance, whatever stands beside it', () => {
    const id = 9_007_199_254_740_991
    expect(placed(200, { order: { id, status: 'ok', partner_id: 'x', more: [1] } })).toEqual({
      kind: 'accepted',
      orderId: String(id),
    })
    expect(placed(200, { order: { id: '38467959', status: 'ok' } })).toMatchObject({ orderId: '38467959' })
  })

  test('no words, no code', () => {
    expect(refusalCodeOf([])).toBeNull()
  })
})
