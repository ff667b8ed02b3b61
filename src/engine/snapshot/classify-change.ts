import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { parseOccSymbol } from '../../domain/option/occ-symbol.ts'
import { looksLikeOption, wholeShares } from '../../domain/option/held-quantity.ts'
import { isAdjustedRoot, underlyingOfRoot } from '../../domain/option/product.ts'
import type { BreakRecord } from '../../ports/store/break-store.ts'
import type { UnexplainedChange } from './position-change.ts'

/** Shares that an unadjusted contract delivers. */
const SHARES_PER_CONTRACT = 100

/**
 * What the evidence of one snapshot points at for a change that fills do not explain. It names a cause, it books
 * nothing: a contract that ended on its day is `expiry`; one that left while shares of its underlying came or went by
 * its hundreds is `assignment` (it was short) or `exercise` (it was long); an adjusted root that appeared is a
 * `corporate_action`, as are parts of a share that came, which no order buys: a reinvested dividend. A contract that left alone and early was probably closed in another program, whose order this
 * account does not show: `hand_trade`. Anything else is `unexplained`.
 */
export function classifyChange(
  change: UnexplainedChange,
  all: readonly UnexplainedChange[],
  today: TradingDay,
): BreakRecord['cause'] {
  const contract = parseOccSymbol(change.symbol)
  if (!contract.ok) return sharesCause(change, all)
  const { root, expiration } = contract.value
  if (isAdjustedRoot(root)) return 'corporate_action'
  const underlying = underlyingOfRoot(root)
  const adjusted = all.some(({ symbol }) => {
    const other = parseOccSymbol(symbol)
    return other.ok && isAdjustedRoot(other.value.root) && underlyingOfRoot(other.value.root) === underlying
  })
  if (adjusted) return 'corporate_action'
  const shares = wholeShares(all.find(({ symbol }) => symbol === underlying)?.difference ?? 0)
  const left = Math.abs(change.after) < Math.abs(change.before)
  if (left && shares !== 0 && shares % SHARES_PER_CONTRACT === 0) {
    return change.before < 0 ? 'assignment' : 'exercise'
  }
  if (left && expiration <= today) return 'expiry'
  return left ? 'hand_trade' : 'unexplained'
}

/** Shares that moved because an option of theirs left are explained with it. */
function sharesCause(change: UnexplainedChange, all: readonly UnexplainedChange[]): BreakRecord['cause'] {
  const option = all.find(({ symbol, before, after }) => {
    const contract = parseOccSymbol(symbol)
    return (
      contract.ok &&
      underlyingOfRoot(contract.value.root) === change.symbol &&
      Math.abs(after) < Math.abs(before)
    )
  })
  const shares = wholeShares(change.difference)
  if (option !== undefined && shares !== 0 && shares % SHARES_PER_CONTRACT === 0) {
    return option.before < 0 ? 'assignment' : 'exercise'
  }
  const isPart = change.difference > 0 && !Number.isInteger(change.difference)
  return isPart && !looksLikeOption(change.symbol) ? 'corporate_action' : 'unexplained'
}
