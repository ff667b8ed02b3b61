import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import { allocatePositions, signedPositions } from '../../engine/exits/allocate-positions.ts'
import type { AccountView } from './account-view.ts'
import { type CancelReport, cancelOrders } from './cancel-orders.ts'
import { closeTrade, type SentClose } from './close-trade.ts'
import type { PersonDesk } from './person-desk.ts'
import { pauseEntries } from './stop-entries.ts'

/** What flattening an account did. */
export interface FlattenReport {
  readonly cancelled: CancelReport
  readonly closing: readonly SentClose[]
  /** Trades for which no closing order was sent, with why. */
  readonly left: readonly { readonly tradeId: string; readonly code: string; readonly message: string }[]
  /** Positions that no trade explains; they are a person's to close. */
  readonly unclaimed: readonly { readonly symbol: string; readonly quantity: number }[]
}

/** What a person must type to flatten an account. */
export function flattenPhrase({ account }: Pick<AccountView, 'account'>): string {
  return `flatten ${account}`
}

/**
 * Pauses entries, cancels working ones, and sends a closing order for every open trade, managed or not. The pause stays
 * until a person resumes.
 *
 * Refuses: `confirmation_must_be_typed`, before anything is done.
 */
export async function flatten(hand: PersonDesk, typed: string): Promise<Result<FlattenReport>> {
  const { view } = hand
  const phrase = flattenPhrase(view)
  if (typed !== phrase) {
    return refuse(
      'confirmation_must_be_typed',
      `To close every open trade, confirm with exactly "${phrase}".`,
    )
  }
  await pauseEntries(view, 'flattened by a person')
  const cancelled = await cancelOrders(hand, { everything: false, wanted: 'ENTRY' })
  const { work, username, account } = view
  const open = (await work.transact(username, (tx) => tx.unfinishedTrades(account))).filter(
    ({ trade }) => openQuantity(trade) > 0 && trade.status !== 'CLOSING_PENDING',
  )
  const closing: SentClose[] = []
  const left: FlattenReport['left'][number][] = []
  for (const { trade } of open) {
    const sent = await closeTrade(hand, trade.id)
    if (sent.ok) closing.push(sent.value)
    else left.push({ tradeId: trade.id, code: sent.code, message: sent.message })
  }
  return ok({ cancelled, closing, left, unclaimed: await unclaimedOf(view) })
}

function unclaimedOf({ work, username, account }: AccountView): Promise<FlattenReport['unclaimed']> {
  return work.transact(username, async (tx) => {
    const held = signedPositions(await tx.positions(account))
    const { unclaimed } = allocatePositions(await tx.unfinishedTrades(account), held)
    return [...unclaimed].flatMap(([symbol, quantity]) =>
      held.get(symbol) === undefined ? [] : [{ symbol, quantity }],
    )
  })
}
