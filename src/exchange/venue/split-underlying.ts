import { invariant } from '../../domain/invariant.ts'
import { addCents, type Cents, cents } from '../../domain/money/cents.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { divideHalfEven } from '../../domain/money/rounding.ts'
import { checkContract } from '../../domain/option/check-contract.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { productOfRoot } from '../../domain/option/product.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { type AccountBooks, type Holding, holdingsInOrder } from './account-books.ts'
import { markOf } from './buying-power.ts'
import { endOrdersOn } from './end-orders.ts'
import type { Instrument } from './instrument.ts'
import { type SplitRatio, splitShares } from './split-shares.ts'
import type { EventFill } from './venue-event.ts'
import { refusal, type VenueRefusalCode } from './venue-refusal.ts'
import { tell, type VenueRoom } from './venue-state.ts'
import type { MarketTime, MarketView } from './venue-types.ts'

// OCC strikes have three decimals.
const STRIKE_STEP = 10

interface Adjustment {
  readonly ratio: SplitRatio
  /** The root in whose place an adjusted one stands, and the adjusted one. */
  readonly roots: Map<string, string>
  readonly at: MarketTime
}

/** The first root after this one, with its digit counted up, that no contract has had. */
function adjustedRoot(root: string, used: ReadonlyMap<string, number>): string {
  const letters = root.replace(/[0-9]+$/, '')
  for (let digit = 1; ; digit += 1) {
    const next = `${letters}${digit}`
    if (next !== root && !used.has(next)) return next
  }
}

function newStrike(strike: Price, { newShares, oldShares }: SplitRatio): Price {
  return price(divideHalfEven(strike * oldShares, newShares * STRIKE_STEP) * STRIKE_STEP)
}

function isWholeMultiple({ newShares, oldShares }: SplitRatio): boolean {
  return newShares % oldShares === 0
}

/**
 * The contract that stands in the place of another, and how many of it for one. A split into a whole number of
 * shares makes more contracts of a lower strike; any other makes contracts of an adjusted root that stand for the
 * new number of shares (whole ones: the fraction is not modelled). Source: OCC By-Laws, Article VI, Section 11A.
 */
function adjusted(
  room: VenueRoom,
  { option, multiplier }: Instrument,
  { ratio, roots }: Adjustment,
): { readonly contract: OptionContract; readonly contracts: number } {
  const { contract } = option!
  const { newShares, oldShares } = ratio
  const strike = newStrike(contract.strike, ratio)
  if (isWholeMultiple(ratio)) return { contract: { ...contract, strike }, contracts: newShares / oldShares }
  const { root } = contract
  let next = roots.get(root)
  if (next === undefined) {
    next = adjustedRoot(root, room.state.adjusted)
    roots.set(root, next)
    room.instruments.adjust(next, Math.floor((multiplier * newShares) / oldShares))
  }
  return { contract: { ...contract, root: next, strike }, contracts: 1 }
}

/** Whether every contract on the underlying keeps a symbol of its own, and a share at least. */
function canSplit(room: VenueRoom, underlying: string, ratio: SplitRatio): boolean {
  const { newShares, oldShares } = ratio
  const areCounts = [newShares, oldShares].every((count) => Number.isSafeInteger(count) && count > 0)
  if (!areCounts || newShares === oldShares) return false
  const held = [...room.state.accounts.values()].flatMap(({ holdings }) => [...holdings.keys()])
  const own = [...new Set(held)].map((symbol) => room.instruments.of(symbol))
  const after = new Set<string>()
  const options = own.filter(
    (instrument) => instrument.underlying === underlying && instrument.option !== null,
  )
  for (const { option, multiplier } of options) {
    const { contract } = option!
    const root = isWholeMultiple(ratio) ? contract.root : adjustedRoot(contract.root, room.state.adjusted)
    const then = { ...contract, root, strike: newStrike(contract.strike, ratio) }
    if (!checkContract(then).ok || multiplier * newShares < oldShares) return false
    if (productOfRoot(contract.root).delivery === 'cash') return false
    after.add(`${contract.root} ${formatOccSymbol(then)}`)
  }
  return after.size === options.length
}

/** Puts a holding under another symbol, its lots so many times as many at the same cost; a new row to the broker. */
function rename(
  room: VenueRoom,
  books: AccountBooks,
  holding: Holding,
  symbol: string,
  contracts: number,
  at: MarketTime,
): EventFill[] {
  const lots = holding.lots.map((lot) => ({ ...lot, quantity: lot.quantity * contracts }))
  const quantity = holding.quantity * contracts
  books.holdings.delete(holding.symbol)
  invariant(!books.holdings.has(symbol), `two contracts would become ${symbol}`)
  books.holdings.set(symbol, { id: room.state.nextPositionId, symbol, quantity, lots, changedAt: at })
  room.state.nextPositionId += 1
  return [
    { symbol: holding.symbol, quantity: -holding.quantity, price: null },
    { symbol, quantity, price: null },
  ]
}

function write(
  books: AccountBooks,
  { ratio, at }: Adjustment,
  instrument: Instrument,
  quantity: number,
  amount: Cents,
): void {
  books.history.push({
    at,
    amount,
    type: 'adjustment',
    symbol: instrument.symbol,
    description: `Split ${ratio.newShares}:${ratio.oldShares}`,
    quantity,
    price: null,
    commission: cents(0),
    optionType: null,
    tradeType: instrument.option === null ? 'equity' : 'option',
  })
}

function splitAccount(
  room: VenueRoom,
  accountId: string,
  books: AccountBooks,
  underlying: string,
  adjustment: Adjustment,
  market: MarketView,
): void {
  endOrdersOn(room, accountId, underlying, 'canceled', adjustment.at)
  const fills: EventFill[] = []
  let cash = cents(0)
  // By ascending strike, so that a row has left its symbol before the row above it comes there.
  const own = holdingsInOrder(books).filter(
    ({ symbol }) => room.instruments.of(symbol).underlying === underlying,
  )
  for (const holding of own) {
    const instrument = room.instruments.of(holding.symbol)
    if (instrument.option === null) {
      const mark = markOf(market, underlying)
      const { change, cashInLieu } = splitShares(books, holding, adjustment.ratio, mark, adjustment.at)
      cash = addCents(cash, cashInLieu)
      if (change !== 0) fills.push({ symbol: underlying, quantity: change, price: null })
      write(books, adjustment, instrument, change, cashInLieu)
      continue
    }
    const { contract, contracts } = adjusted(room, instrument, adjustment)
    const symbol = formatOccSymbol(contract)
    write(books, adjustment, instrument, -holding.quantity, cents(0))
    fills.push(...rename(room, books, holding, symbol, contracts, adjustment.at))
    write(books, adjustment, room.instruments.of(symbol), holding.quantity * contracts, cents(0))
  }
  if (fills.length === 0 && cash === 0) return
  books.cash = addCents(books.cash, cash)
  tell(room, accountId, adjustment.at, { kind: 'account_changed', cause: 'split', fills, cash })
}

/**
 * Splits an underlying in every account: its working orders are canceled, shares become new ones with cash in lieu
 * of a fraction, contracts are adjusted. The market is not asked to follow: its prices are those of old shares.
 *
 * Refuses `split_must_leave_contracts_a_symbol`: then nothing has changed.
 */
export function splitUnderlying(
  room: VenueRoom,
  underlying: string,
  ratio: SplitRatio,
  market: MarketView,
): Result<{ underlying: string; newShares: number; oldShares: number }, VenueRefusalCode> {
  const { newShares, oldShares } = ratio
  if (!canSplit(room, underlying, ratio)) {
    return refusal('split_must_leave_contracts_a_symbol', `${newShares} for ${oldShares} of ${underlying}`)
  }
  const adjustment = { ratio, roots: new Map<string, string>(), at: market.now }
  for (const [accountId, books] of room.state.accounts) {
    splitAccount(room, accountId, books, underlying, adjustment, market)
  }
  return ok({ underlying, newShares, oldShares })
}
