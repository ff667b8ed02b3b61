import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { cents } from '../../domain/money/cents.ts'
import { CONTRACT_MULTIPLIER } from '../../domain/money/premium.ts'
import type { Price } from '../../domain/money/price.ts'
import { signOfAction } from '../../domain/option/action.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { underlyingOfRoot } from '../../domain/option/product.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { cashFlowOf, type NetPrice } from '../../domain/spread/net-price.ts'
import { buildSpreadLegs } from '../../domain/spread/spread-legs.ts'
import type { Strategy } from '../../domain/spread/strategy-table.ts'
import { adoptTrade } from '../../domain/trade/trade.ts'
import { allocatePositions, signedPositions } from '../../engine/exits/allocate-positions.ts'
import { priceEnvelope } from '../../engine/lifecycle/price-envelope.ts'
import type { Ids } from '../../ports/ids.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { SpreadTerms, TradeRecord } from '../../ports/store/trade-store.ts'
import type { AccountView } from './account-view.ts'
import { tradeLines } from './list-books.ts'
import type { TradeLine } from './trade-line.ts'

/** A spread that stands at the broker and that no trade explains, as a person names it. */
export interface AdoptionTerms {
  readonly strategy: Strategy
  readonly root: string
  readonly expiration: TradingDay
  /** Ascending, one a leg. */
  readonly strikes: readonly Price[]
  readonly quantity: number
  /** What a person says that one spread brought or cost, per share; null when nobody knows: then no profit is told. */
  readonly entry: NetPrice | null
  /** Whether the engine may exit it. */
  readonly managed: boolean
}

/**
 * Makes a trade of a spread that was begun elsewhere. The broker must hold every leg, in the whole quantity and with its
 * sign, beyond what other trades explain; breaks about its legs are resolved by it.
 *
 * Refuses: those of `buildSpreadLegs`, `positions_must_hold_the_spread`.
 */
export function adoptSpread(view: AccountView, ids: Ids, terms: AdoptionTerms): Promise<Result<TradeLine>> {
  const { work, username, account, clock } = view
  const { strategy, root, expiration, strikes, quantity } = terms
  return work.transact(username, async (tx): Promise<Result<TradeLine>> => {
    const legs = buildSpreadLegs(strategy, strikes, expiration, root)
    if (!legs.ok) return legs
    const { lastSequence } = await tx.lockAccount(account)
    const spread = { strategy, underlying: underlyingOfRoot(root), root, expiration, legs: legs.value }
    const missing = await missingLegs(tx, account, spread, quantity)
    if (missing.length > 0) {
      return refuse(
        'positions_must_hold_the_spread',
        `The broker does not hold ${quantity} of this spread beyond what other trades explain: ${missing.join('; ')}.`,
      )
    }
    const record = recordOf(terms, spread, { account, id: ids.next(), at: clock.now(), lastSequence })
    await tx.insertTrade(record)
    const symbols = new Set(legs.value.map(({ contract }) => formatOccSymbol(contract)))
    for (const one of await tx.openBreaks(account)) {
      if (symbols.has(one.symbol))
        await tx.resolveBreak(one.id, clock.now(), `adopted as trade ${record.trade.id}`)
    }
    const [line] = await tradeLines(tx, [record])
    return ok(line!)
  })
}

async function missingLegs(
  tx: StoreTransaction,
  account: string,
  { legs }: SpreadTerms,
  quantity: number,
): Promise<readonly string[]> {
  const { unclaimed } = allocatePositions(
    await tx.unfinishedTrades(account),
    signedPositions(await tx.positions(account)),
  )
  return legs.flatMap(({ contract, action, ratio }) => {
    const symbol = formatOccSymbol(contract)
    const wanted = signOfAction(action) * ratio * quantity
    const free = unclaimed.get(symbol) ?? 0
    const holds = wanted > 0 ? free >= wanted : free <= wanted
    return holds ? [] : [`of ${symbol} ${free} contracts are free, ${wanted} are needed`]
  })
}

interface Adoption {
  readonly account: string
  readonly id: string
  readonly at: TradeRecord['createdAt']
  readonly lastSequence: number
}

function recordOf(
  { quantity, entry, managed }: AdoptionTerms,
  spread: SpreadTerms,
  { account, id, at, lastSequence }: Adoption,
): TradeRecord {
  const cashFlow = entry === null ? null : cashFlowOf(entry, quantity)
  const trade = adoptTrade({ id, managed, quantity, multiplier: CONTRACT_MULTIPLIER }, cashFlow, at)
  return priceEnvelope({
    account,
    trade,
    spread,
    proposalId: null,
    createdAt: at,
    maxProfit: null,
    maxLoss: null,
    reserve: cents(0),
    ivEntry: null,
    underlyingEntry: null,
    lastFillSequence: lastSequence,
    absentSnapshots: 0,
    hand: null,
    memo: {},
  })
}
