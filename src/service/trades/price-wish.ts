import type { Instant } from '../../domain/calendar/instant.ts'
import { quoteQuality } from '../../domain/market/quote-quality.ts'
import { type Cents, negateCents } from '../../domain/money/cents.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { divideCeil, divideFloor } from '../../domain/money/rounding.ts'
import { toTickDown, toTickUp } from '../../domain/money/tick-rule.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { lossUntilStop } from '../../domain/risk/loss-until-stop.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import { computeSpreadEnvelope, scaleEnvelope, type SpreadEnvelope } from '../../domain/spread/envelope.ts'
import {
  cashFlowOf,
  describeNetPrice,
  type NetPrice,
  netPriceOfPaid,
  receivedPriceOf,
} from '../../domain/spread/net-price.ts'
import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import { closingQuote } from '../../engine/exits/exit-price.ts'
import { type HandCheck, plainCheck } from '../../engine/risk-gate/hand-check.ts'
import type { Quote } from '../../ports/market-data.ts'
import type { SoundWish } from './check-wish.ts'

/** A wish at the quotes of this moment. Prices are net per share, + received. */
export interface PricedWish {
  readonly mid: Price
  readonly natural: Price
  /** What it is sent with; of a wish at market the protecting limit a little beyond the market. */
  readonly limit: NetPrice
  /** Of the whole quantity at the limit, before fees. */
  readonly envelope: SpreadEnvelope
  readonly lossUntilStop: Cents
}

/** The checks of the market, in their order, and the price where it can be said. */
export interface PricedChecks {
  readonly checks: readonly HandCheck[]
  readonly priced: PricedWish | null
}

/** What prices a wish. */
export interface PriceTerms {
  readonly quotes: ReadonlyMap<string, Quote>
  readonly at: Instant
  readonly declaredDelayMs: number
  readonly settings: Settings
}

/** An option worth a few cents moves by a tick that is a large share of it: so much is always within the collar. */
const LEAST_COLLAR = 500

/** Judges a wish by the quotes of its legs: their quality, the limit, the collar, stop and take-profit. */
export function priceWish(sound: SoundWish, terms: PriceTerms): PricedChecks {
  const { quotes, settings } = terms
  const { legs } = sound.spread
  const unusable = unusableLegs(sound, terms)
  const usable = plainCheck(
    'quotes_must_be_usable',
    unusable.length === 0
      ? null
      : `${unusable.join('; ')}: nothing can be priced now; try again in a moment.`,
  )
  const quote = unusable.length === 0 ? closingQuote(legs, quotes) : null
  if (quote === null) return { checks: [usable], priced: null }
  const mid = price(0 - divideCeil(quote.twiceMid, 2))
  const natural = price(0 - quote.natural)
  const allowance = collarOf(mid, settings['hand.price_collar'])
  const limit = sound.limit ?? marketLimit(sound, natural, settings['hand.market_slip'])
  const market = sound.limit === null ? marketChecks(natural, mid, allowance, settings) : []
  const collar = sound.limit === null ? [] : collarChecks(sound.limit, mid, allowance, settings)
  const { strategy, strikes, quantity } = sound.wish
  const envelope = computeSpreadEnvelope(strategy, strikes, limit)
  const bounded = plainCheck(
    envelope.ok ? 'price_must_fit_the_spread' : envelope.code,
    envelope.ok ? null : envelope.message,
  )
  const checks = [usable, ...market, ...collar, bounded, ...protectionChecks(sound, mid, limit)]
  if (!envelope.ok) return { checks, priced: null }
  const whole = scaleEnvelope(envelope.value, quantity)
  const stopped = lossUntilStop({
    received: receivedPriceOf(limit),
    stop: sound.stop,
    quantity,
    multiplier: CONTRACT_MULTIPLIER,
    maxLoss: whole.maxLossCents,
  })
  return {
    checks,
    priced: { mid, natural, limit, envelope: whole, lossUntilStop: stopped ?? whole.maxLossCents },
  }
}

function unusableLegs(
  { spread }: SoundWish,
  { quotes, at, declaredDelayMs, settings }: PriceTerms,
): string[] {
  const age = { staleAfter: settings['quote.stale_after'], declaredDelayMs }
  return spread.legs.flatMap(({ contract }) => {
    const symbol = formatOccSymbol(contract)
    const quote = quotes.get(symbol)
    const quality = quote === undefined ? 'missing' : quoteQuality(quote, at, age)
    return quality === 'good' ? [] : [`the quote of ${symbol} is ${quality}`]
  })
}

function collarOf(mid: Price, basisPoints: number): number {
  return Math.max(LEAST_COLLAR, divideFloor(Math.abs(mid) * basisPoints, 10_000))
}

/** How the limit lies to the mid: not so much worse that money is given away, not so much better that it is a slip. */
function collarChecks(limit: NetPrice, mid: Price, allowance: number, settings: Settings): HandCheck[] {
  const worse = mid - receivedPriceOf(limit)
  const far = collarOf(mid, settings['hand.price_far'])
  const words = (how: string, most: number) =>
    `The limit of ${describeNetPrice(limit)} is ${formatPrice(price(Math.abs(worse)))} ${how} than the mid of ${describeNetPrice(netPriceOfPaid(price(-mid)))}; at most ${formatPrice(price(most))} is allowed.`
  const check = (rule: string, value: number, most: number, how: string): HandCheck => ({
    rule,
    passed: value <= most,
    value,
    limit: most,
    unit: 'price',
    message: value <= most ? null : words(how, most),
  })
  return [
    check('limit_must_be_within_the_collar', Math.max(0, worse), allowance, 'worse'),
    check('limit_must_be_near_the_market', Math.max(0, -worse), far, 'better'),
  ]
}

function marketChecks(natural: Price, mid: Price, allowance: number, settings: Settings): HandCheck[] {
  const wide = mid - natural
  return [
    plainCheck(
      'market_orders_must_be_allowed',
      settings['hand.market_orders']
        ? null
        : 'Orders at market are switched off (hand.market_orders); give a limit.',
    ),
    {
      rule: 'market_must_be_narrow_for_a_market_order',
      passed: wide <= allowance,
      value: wide,
      limit: allowance,
      unit: 'price',
      message:
        wide <= allowance
          ? null
          : `The market is ${formatPrice(price(wide))} away from its mid; an order at market would give that away, so give a limit.`,
    },
  ]
}

/** A market order that cannot run away: the natural price and a little more, on a price of the exchange. */
function marketLimit({ tick }: SoundWish, natural: Price, slip: number): NetPrice {
  const most = natural - divideFloor(Math.abs(natural) * slip, 10_000)
  // Rounded towards us, but never to where the market is not reached.
  const paid = -most >= 0 ? toTickDown(price(-most), tick) : price(-toTickUp(price(most), tick))
  const reaching = -natural >= 0 ? toTickUp(price(-natural), tick) : price(-toTickDown(natural, tick))
  return netPriceOfPaid(price(Math.max(paid, reaching)))
}

/** A stop that lies on the wrong side is hit at once, and a take-profit there takes a loss. */
function protectionChecks({ stop, takeProfit, wish }: SoundWish, mid: Price, limit: NetPrice): HandCheck[] {
  const atLimit = 0 - receivedPriceOf(limit)
  const atMid = 0 - mid
  const isStopWrong = stop !== null && stop >= Math.min(atLimit, atMid)
  const isTargetWrong = takeProfit !== null && takeProfit <= atLimit
  const prices = `the limit of ${describeNetPrice(limit)} and the market's mid of ${formatPrice(price(Math.abs(mid)))}`
  return [
    plainCheck(
      'stop_must_be_worse_than_the_market',
      isStopWrong ? `The stop ${formatPrice(wish.stopLoss!)} would be hit at once, by ${prices}.` : null,
    ),
    plainCheck(
      'take_profit_must_be_better_than_the_limit',
      isTargetWrong
        ? `The take-profit ${formatPrice(wish.takeProfit!)} would take no profit, by ${prices}.`
        : null,
    ),
  ]
}

/** What the order costs at its limit in cents, + paid, - received. */
export function costOf(limit: NetPrice, quantity: number): Cents {
  return negateCents(cashFlowOf(limit, quantity))
}
