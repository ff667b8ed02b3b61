import { closeOf, tradingHoursOfRoot } from '../../domain/calendar/trading-hours.ts'
import { marketDayOf } from '../../domain/calendar/session-lookup.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import type { HandDesk, HandPlan } from '../../engine/risk-gate/hand-desk.ts'
import { type HandCheck, plainCheck } from '../../engine/risk-gate/hand-check.ts'
import type { Quote } from '../../ports/market-data.ts'
import { accountName } from '../../ports/store/account-store.ts'
import type { CallerContext } from '../../ports/store/hand-terms.ts'
import type { AccountView } from '../engine/account-view.ts'
import type { SoundWish } from './check-wish.ts'
import { type PricedWish, priceWish } from './price-wish.ts'

/** A wish that was looked at in the market, with every check so far. */
export interface PreparedWish {
  readonly sound: SoundWish
  readonly checks: readonly HandCheck[]
  /** Null when it cannot be priced; then a check says why. */
  readonly priced: PricedWish | null
  readonly quotes: ReadonlyMap<string, Quote>
}

/** From these scores of 0 to 100 on a card passes strongly, and passes at all. */
const STRONG = 70
const PASS = 40

/** What the caller knew, with the verdict that the server makes of their card score. It is kept and decides nothing. */
export function contextOf(said: CallerContext): CallerContext {
  const { cardScore } = said
  if (cardScore === null) return said
  return { ...said, gateVerdict: cardScore >= STRONG ? 'STRONG_PASS' : cardScore >= PASS ? 'PASS' : 'FAIL' }
}

/** Whether the account that was asked for is the one that is at hand, and of the mode that it trades in. */
export function accountCheck({ account, mode }: AccountView, { key }: HandDesk): HandCheck {
  const isLive = key.environment === 'live'
  const fits = accountName(key) === account && isLive === (mode === 'LIVE') && mode !== 'DRY_RUN'
  return plainCheck(
    'account_must_match_its_mode',
    fits ? null : `${account} in mode ${mode} does not send orders to ${accountName(key)}; nothing was sent.`,
  )
}

/** Whether options of the root trade at this moment. */
export function marketCheck(
  { calendar, clock }: AccountView,
  { settings }: HandDesk,
  root: string,
): HandCheck {
  const now = clock.now()
  const day = marketDayOf(calendar, now)
  const isOpen = day.kind !== 'closed' && now >= day.opens && now < closeOf(day, tradingHoursOfRoot(root))
  return plainCheck(
    'market_must_be_open',
    isOpen || settings['session.force_open']
      ? null
      : `The market of ${root} options is closed; a trade by hand can be placed while it is open.`,
  )
}

/**
 * Reads the quotes of a wish and judges it by them.
 *
 * Refuses what is not in the market at all: `quotes_are_not_available`, `ticker_must_be_known`,
 * `expiration_must_be_listed`, `strike_must_be_listed`.
 */
export async function prepareWish(
  { clock }: AccountView,
  desk: HandDesk,
  sound: SoundWish,
): Promise<Result<PreparedWish>> {
  const symbols = sound.spread.legs.map(({ contract }) => formatOccSymbol(contract))
  const quotes = await desk.quotes([...symbols, sound.spread.underlying])
  if (quotes === null) {
    return refuse('quotes_are_not_available', 'The quotes could not be read; nothing was sent, try again.')
  }
  const unlisted = symbols.filter((symbol) => !quotes.has(symbol))
  if (unlisted.length > 0) return whyUnlisted(desk, sound, unlisted, quotes)
  const { declaredDelayMs, settings } = desk
  const { checks, priced } = priceWish(sound, { quotes, at: clock.now(), declaredDelayMs, settings })
  return ok({ sound, checks, priced, quotes })
}

/** What of a contract that the feed does not know is wrong: asked only when something is. */
async function whyUnlisted(
  desk: HandDesk,
  { spread }: SoundWish,
  unlisted: readonly string[],
  quotes: ReadonlyMap<string, Quote>,
): Promise<Refusal<string>> {
  const { underlying, expiration, root } = spread
  if (!quotes.has(underlying)) {
    return refuse('ticker_must_be_known', `The broker knows no ${underlying}; look at the ticker again.`)
  }
  const listed = await desk.expirations(underlying)
  if (!listed.ok) {
    return refuse(
      'quotes_are_not_available',
      'The expirations could not be read; nothing was sent, try again.',
    )
  }
  if (!listed.value.includes(expiration)) {
    const near = listed.value.filter((day) => day > expiration).slice(0, 3)
    return refuse(
      'expiration_must_be_listed',
      `No options of ${underlying} expire on ${expiration}; listed from then on: ${near.join(', ') || 'none'}.`,
    )
  }
  return refuse(
    'strike_must_be_listed',
    `${unlisted.join(' and ')} is not listed; legwork chain shows the strikes of ${root} on ${expiration}.`,
  )
}

/** What the limits are asked about. */
export function planOf({ sound }: PreparedWish, { limit, lossUntilStop }: PricedWish): HandPlan {
  const { spread, wish } = sound
  return { spread, quantity: wish.quantity, limit, lossUntilStop, context: wish.context }
}
