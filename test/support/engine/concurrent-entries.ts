import { entryDepsOf } from '../../../src/cycles/entry-deps-of.ts'
import { type EntryOutcome, enterProposal } from '../../../src/engine/entry/enter-proposal.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { candidateOf, proposalOf, type WantedSpread } from './enter-spread.ts'
import { enterAndFill, openedWorld } from './spread-world.ts'
import { type TradingWorld, VENUE_ACCOUNT } from './trading-world.ts'

/** Only the number of trades of a symbol limits. */
export const ONLY_SYMBOL_COUNT = {
  'risk.max_per_symbol': '3',
  'risk.allow_adding': 'yes',
  'risk.max_new_per_day': '100',
  'risk.max_qty_per_symbol_per_side': '100',
  'risk.per_trade_max_loss': 'off',
  'risk.daily_new_risk': 'off',
  'risk.underlying_risk': 'off',
  'risk.expiry_risk': 'off',
  'risk.direction_risk': 'off',
  'risk.heat': 'off',
} as const

/** Two spreads that stand in nobody's way. */
export const OPEN_TWO: readonly WantedSpread[] = [
  { strategy: 'BULL_PUT_CREDIT', root: 'SPY', expiration: '2026-09-25', strikes: [640, 645] },
  { strategy: 'BEAR_CALL_CREDIT', root: 'SPY', expiration: '2026-09-25', strikes: [655, 660] },
]

const TWO_PROPOSALS: readonly WantedSpread[] = [
  { strategy: 'BULL_CALL_DEBIT', root: 'SPY', expiration: '2026-10-16', strikes: [650, 660] },
  { strategy: 'BULL_PUT_CREDIT', root: 'SPY', expiration: '2026-10-16', strikes: [640, 650] },
]

/** Orders that the exchange shows of the account; what it only previewed is none. */
export function ordersPosted(world: TradingWorld): number {
  return world.venue.orders(VENUE_ACCOUNT).length
}

/** What came of ten entries at once. */
export interface ConcurrentEntries {
  readonly outcomes: readonly EntryOutcome[]
  /** Orders that the exchange got because of them. */
  readonly placed: number
}

/** Two trades of a symbol are open and three allowed; two engines on one store try two proposals, five times each. */
export async function tenConcurrentEntries(store?: Store): Promise<ConcurrentEntries> {
  const opened = await openedWorld({
    settings: ONLY_SYMBOL_COUNT,
    ...(store === undefined ? {} : { store }),
  })
  for (const wanted of OPEN_TWO) await enterAndFill(opened, wanted)
  const { world } = opened
  const other = await world.restart()
  for (const engine of [world.engine, other]) await engine.syncTradierSnapshot('sync')
  const proposals = [await proposalOf(world, TWO_PROPOSALS[0]!), await proposalOf(world, TWO_PROPOSALS[1]!)]
  const before = ordersPosted(world)
  const attempts = Array.from({ length: 10 }, (_, i) => {
    const engine = i % 2 === 0 ? world.engine : other
    const which = Math.floor(i / 2) % 2
    const candidate = candidateOf(world, TWO_PROPOSALS[which]!)
    const deps = entryDepsOf(engine, async () => ({ kind: 'stands', candidate, inputs: null }))
    return enterProposal(deps, proposals[which]!)
  })
  const outcomes = await Promise.all(attempts)
  return { outcomes, placed: ordersPosted(world) - before }
}
