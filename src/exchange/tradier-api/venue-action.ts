import { z } from 'zod'
import type { Price } from '../../domain/money/price.ts'
import { parsePrice } from '../../domain/money/price-text.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { VenueControl } from '../venue/venue-control.ts'
import type { VenueRefusalCode } from '../venue/venue-refusal.ts'
import type { MarketView } from '../venue/venue-types.ts'

const symbol = z.string().trim().min(1).max(21).toUpperCase()
const account = z.string().min(1)
const whole = z.number().int().min(1).max(10_000_000)
const reason = z.string().min(1)
const ratio = z.number().int().min(1).max(1_000)

function readDollars(text: string): Price | undefined {
  const parsed = parsePrice(text)
  return parsed.ok && parsed.value >= 0 ? parsed.value : undefined
}

/** Dollars a share, a number or a decimal text of at most four decimals; kept as a text, so that a plan prints as it was. */
const dollars = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => readDollars(text) !== undefined, 'must be a price in dollars a share, such as 1.25')

/** What can be done to the venue behind the API's back; without an account it is the account of the request. */
export const VENUE_ACTION = z.discriminatedUnion('kind', [
  /** The next accepted order is rejected after its 200 (B1). */
  z.strictObject({ kind: z.literal('reject_next'), account: account.optional(), reason }),
  /** Every order with the symbol is rejected after its 200 (B1). */
  z.strictObject({ kind: z.literal('reject_symbol'), symbol, reason }),
  /** The next order fills so many units, then the rest is canceled (B3). */
  z.strictObject({ kind: z.literal('partial_then_cancel'), account: account.optional(), units: whole }),
  /** The next cancel is acknowledged, yet the order has filled in the meantime (B4). */
  z.strictObject({ kind: z.literal('fill_on_cancel'), account: account.optional() }),
  /** A trade without an order (B17): bought +, sold -; without a price at the natural one. */
  z.strictObject({
    kind: z.literal('hand_trade'),
    account: account.optional(),
    symbol,
    quantity: z.number().int().min(-10_000_000).max(10_000_000),
    price: dollars.optional(),
  }),
  /** A position traded away by hand (B15, B17): whole or so many of it; without a symbol the first position. */
  z.strictObject({
    kind: z.literal('hand_close'),
    account: account.optional(),
    symbol: symbol.optional(),
    quantity: whole.optional(),
    price: dollars.optional(),
  }),
  /** A short option assigned now (B13): all contracts or so many; without a symbol the first short one. */
  z.strictObject({
    kind: z.literal('assign'),
    account: account.optional(),
    symbol: symbol.optional(),
    contracts: whole.optional(),
  }),
  /** Everything of the account gone, cash as at the opening (B19). */
  z.strictObject({ kind: z.literal('wipe'), account: account.optional() }),
  /** The next order has this id (B19). */
  z.strictObject({ kind: z.literal('reset_order_ids'), next: whole }),
  /** A split of `newShares` for `oldShares` (B16). */
  z.strictObject({ kind: z.literal('split'), underlying: symbol, newShares: ratio, oldShares: ratio }),
])

export type VenueAction = z.infer<typeof VENUE_ACTION>

/** What an action came to, as plain JSON. */
type Outcome = Result<object, VenueRefusalCode | 'account_must_be_named' | 'position_must_exist'>

interface Scene {
  readonly control: VenueControl
  readonly market: MarketView
  readonly accountId: string
}

function planned({ control }: Scene, fault: Parameters<VenueControl['plan']>[0]): Outcome {
  control.plan(fault)
  return ok({ planned: fault })
}

function firstSymbol(
  { control, market, accountId }: Scene,
  isWanted: (quantity: number, symbol: string) => boolean,
) {
  const truth = control.truth(accountId, market)
  if (!truth.ok) return undefined
  return truth.value.positions.find(({ quantity, symbol }) => isWanted(quantity, symbol))?.symbol
}

function priceOf({ price }: { readonly price?: string | undefined }): Price | undefined {
  return price === undefined ? undefined : readDollars(price)
}

const NO_POSITION = {
  ok: false,
  code: 'position_must_exist',
  message: 'The account holds no position of this kind: trade first, or name a symbol that it holds.',
} as const

function closed(scene: Scene, action: Extract<VenueAction, { kind: 'hand_close' }>): Outcome {
  const symbol = action.symbol ?? firstSymbol(scene, () => true)
  if (symbol === undefined) return NO_POSITION
  const price = priceOf(action)
  return scene.control.closeByHand(scene.accountId, symbol, scene.market, action.quantity, price)
}

function assigned(scene: Scene, action: Extract<VenueAction, { kind: 'assign' }>): Outcome {
  const symbol = action.symbol ?? firstSymbol(scene, (quantity, name) => quantity < 0 && name.length > 10)
  if (symbol === undefined) return NO_POSITION
  return scene.control.assign(scene.accountId, symbol, scene.market, action.contracts)
}

function traded(scene: Scene, action: Extract<VenueAction, { kind: 'hand_trade' }>): Outcome {
  const { symbol, quantity } = action
  const price = priceOf(action)
  const trade = { symbol, quantity, ...(price === undefined ? {} : { price }) }
  return scene.control.tradeByHand(scene.accountId, trade, scene.market)
}

function ofAccount(scene: Scene, action: VenueAction): Outcome {
  const { control, market, accountId } = scene
  switch (action.kind) {
    case 'reject_next':
      return planned(scene, { kind: 'reject_next', accountId, reason: action.reason })
    case 'partial_then_cancel':
      return planned(scene, { kind: 'partial_then_cancel', accountId, units: action.units })
    case 'fill_on_cancel':
      return planned(scene, { kind: 'fill_on_cancel', accountId })
    case 'hand_trade':
      return traded(scene, action)
    case 'hand_close':
      return closed(scene, action)
    case 'assign':
      return assigned(scene, action)
    case 'wipe':
      return control.wipe(accountId, market)
    default:
      return ofVenue(scene, action)
  }
}

function ofVenue(
  scene: Omit<Scene, 'accountId'>,
  action: Extract<VenueAction, { kind: 'reject_symbol' | 'reset_order_ids' | 'split' }>,
): Outcome {
  const { control, market } = scene
  switch (action.kind) {
    case 'reject_symbol': {
      const fault = { kind: 'reject_symbol', symbol: action.symbol, reason: action.reason } as const
      control.plan(fault)
      return ok({ planned: fault })
    }
    case 'reset_order_ids':
      control.resetOrderIds(action.next)
      return ok({ next: action.next })
    case 'split':
      return control.split(action.underlying, action.newShares, action.oldShares, market)
  }
}

/**
 * Does something to the venue.
 *
 * @param requestAccount the account of the request that it comes with, for an action that names none
 */
export function actOnVenue(
  control: VenueControl,
  market: MarketView,
  action: VenueAction,
  requestAccount: string | undefined,
): Outcome {
  if (action.kind === 'reject_symbol' || action.kind === 'reset_order_ids' || action.kind === 'split') {
    return ofVenue({ control, market }, action)
  }
  const accountId = action.account ?? requestAccount
  if (accountId === undefined) {
    return {
      ok: false,
      code: 'account_must_be_named',
      message: 'Say which account is meant: "account": "VA...".',
    }
  }
  return ofAccount({ control, market, accountId }, action)
}
