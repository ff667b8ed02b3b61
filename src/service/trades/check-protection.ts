import { underlyingPrice } from '../../domain/market/underlying-price.ts'
import { formatPrice } from '../../domain/money/price-text.ts'
import { type Price, price } from '../../domain/money/price.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type BracketPrices, LEAST_GAP } from '../../domain/trade/bracket-prices.ts'
import { isBracketable } from '../../engine/brackets/wanted-protection.ts'
import type { ExitDeps } from '../../engine/exits/exit-deps.ts'
import { closingPrices } from '../../engine/monitoring/closing-prices.ts'
import { plausiblePrices } from '../../engine/monitoring/plausible-prices.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import { settingsInForce } from '../engine/view-settings.ts'

/**
 * Why these prices cannot be the protection of a trade as its quotes stand; null when they can. A stop lies below the
 * mark, a take profit above it; for a bracket at the broker the stop lies below the bid as well.
 *
 * @param wanted per share of the whole spread, + received to close
 */
export async function checkAgainstMark(
  { view }: PersonDesk,
  deps: ExitDeps,
  record: TradeRecord,
  wanted: BracketPrices,
): Promise<Refusal | null> {
  const { stopLoss, takeProfit } = wanted
  if (stopLoss === null && takeProfit === null) return null
  const gap = isBracketable(record) ? LEAST_GAP : 1
  if (stopLoss !== null && takeProfit !== null && takeProfit - stopLoss < gap) {
    return refuse(
      'stop_must_be_below_take_profit',
      `The stop must be below the take profit, by at least ${formatPrice(price(gap))}.`,
    )
  }
  const settings = await view.work.transact(view.username, (tx) => settingsInForce(tx, view))
  if (!settings.ok) return settings
  const { spread } = record
  const symbols = spread.legs.map(({ contract }) => formatOccSymbol(contract))
  const read = await deps.quotes([...symbols, spread.underlying])
  const at = view.clock.now()
  const declaredDelayMs = deps.declaredDelayMs
  const quotes = symbols.map((symbol) => read?.get(symbol) ?? null)
  const input = { at, settings: settings.value, declaredDelayMs, record, quotes }
  const age = { staleAfter: settings.value['quote.stale_after'], declaredDelayMs }
  const underlying = underlyingPrice(read?.get(spread.underlying) ?? null, at, age)
  const { mark, natural } = plausiblePrices(closingPrices(input), input, underlying)
  if (mark === null || natural === null) {
    return refuse(
      'quote_must_be_usable',
      'There is no usable quote now to hold the prices against; nothing was changed.',
    )
  }
  return sideOf(wanted, mark, isBracketable(record) ? natural : mark)
}

function sideOf({ stopLoss, takeProfit }: BracketPrices, mark: Price, bid: Price): Refusal | null {
  if (stopLoss !== null && (stopLoss >= mark || stopLoss >= bid)) {
    return refuse(
      'stop_must_be_below_mark',
      `The stop must be below what closing brings now, ${formatPrice(bid)}.`,
    )
  }
  if (takeProfit !== null && takeProfit <= mark) {
    return refuse(
      'take_profit_must_be_above_mark',
      `The take profit must be above the mark, ${formatPrice(mark)}.`,
    )
  }
  return null
}
