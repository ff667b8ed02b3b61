import { negatePrice } from '../../domain/money/price.ts'
import type { Price } from '../../domain/money/price.ts'
import { strategyShape } from '../../domain/spread/strategy-table.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { findTrade } from '../engine/find-trade.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import { type AdjustedProtection, adjustProtection } from './adjust-protection.ts'
import { type CloseByHand, closeByHand, type HandAnswer, type HandClose } from './close-by-hand.ts'

/** A version that was seen, or null for the one that stands when the command arrives. */
type SeenVersion = number | null

/** A close by somebody who may not have looked at a version. */
export type CloseNow = Omit<CloseByHand, 'version'> & { readonly version: SeenVersion }

/** Other protection by somebody who may not have looked at a version. A side that is `keep` stays as it is wanted. */
export interface AdjustNow {
  readonly trade: string
  readonly version: SeenVersion
  readonly stopLoss: Price | null | 'keep'
  readonly takeProfit: Price | null | 'keep'
}

/**
 * Closes a trade as `closeByHand` does. Without a version the present one is taken: what changes after that, in the look
 * at the broker before the close, still refuses it.
 */
export async function closeNow(desk: PersonDesk, wish: CloseNow): Promise<HandAnswer<HandClose>> {
  const found = await present(desk, wish.trade)
  if (!found.ok) return found
  const { id, version } = found.value.trade
  return closeByHand(desk, { ...wish, trade: id, version: wish.version ?? version })
}

/** Changes the protection of a trade as `adjustProtection` does; the side that is not named stays. */
export async function adjustNow(desk: PersonDesk, wish: AdjustNow): Promise<HandAnswer<AdjustedProtection>> {
  const found = await present(desk, wish.trade)
  if (!found.ok) return found
  const { trade, hand } = found.value
  return adjustProtection(desk, {
    trade: trade.id,
    version: wish.version ?? trade.version,
    stopLoss: wish.stopLoss === 'keep' ? asWished(found.value, hand?.stopLoss ?? null) : wish.stopLoss,
    takeProfit:
      wish.takeProfit === 'keep' ? asWished(found.value, hand?.takeProfit ?? null) : wish.takeProfit,
  })
}

function present({ view }: PersonDesk, name: string) {
  return view.work.transact(view.username, (tx) => findTrade(tx, view.account, name))
}

/** A stored price as a person writes it: the premium, which of a credit spread is paid to close. */
function asWished({ spread }: TradeRecord, stored: Price | null): Price | null {
  const isCredit = strategyShape(spread.strategy).effect === 'credit'
  return stored !== null && isCredit ? negatePrice(stored) : stored
}
