import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { ok } from '../../../src/domain/refusal.ts'
import { buildSpreadLegs } from '../../../src/domain/spread/spread-legs.ts'
import type { Strategy } from '../../../src/domain/spread/strategy-table.ts'
import { entryDepsOf } from '../../../src/cycles/entry-deps-of.ts'
import type { EntryCandidate } from '../../../src/engine/entry/entry-candidate.ts'
import type { EntryDeps } from '../../../src/engine/entry/entry-deps.ts'
import { type EntryOutcome, enterProposal } from '../../../src/engine/entry/enter-proposal.ts'
import { closingQuote } from '../../../src/engine/exits/exit-price.ts'
import type { ProposalRecord } from '../../../src/ports/store/proposal-store.ts'
import type { StoreTransaction } from '../../../src/ports/store/store.ts'
import { ACCOUNT, type TradingWorld } from './trading-world.ts'

/** Which spread to enter: dollars for strikes. */
export interface WantedSpread {
  readonly strategy: Strategy
  readonly root: string
  readonly underlying?: string
  readonly expiration: string
  readonly strikes: readonly number[]
  readonly quantity?: number
  /** Through the account's own limits instead of past them. */
  readonly limits?: boolean
}

/** The spread at the market's present quotes. */
export function candidateOf(world: TradingWorld, wanted: WantedSpread): EntryCandidate {
  const { strategy, root, underlying = root } = wanted
  const strikes = wanted.strikes.map((strike) => price(strike * 10_000))
  const expiration = tradingDay(wanted.expiration)
  const legs = buildSpreadLegs(strategy, strikes, expiration, root)
  if (!legs.ok) throw new Error(legs.message)
  const quotes = { get: (symbol: string) => world.market.quote(symbol) } as never
  const quote = closingQuote(legs.value, quotes)
  if (quote === null) throw new Error('the market does not quote these legs')
  const natural = price(-quote.natural)
  const mid = price(Math.round(-quote.twiceMid / 2))
  return { strategy, underlying, root, expiration, strikes, legs: legs.value, natural, mid }
}

/** A READY proposal of the spread, stored. */
export async function proposalOf(world: TradingWorld, wanted: WantedSpread): Promise<ProposalRecord> {
  const candidate = candidateOf(world, wanted)
  const { strategy, underlying, root, expiration, strikes, natural, mid } = candidate
  const now = world.context.clock.now()
  const [id, runId] = [world.context.ids.next(), world.context.ids.next()]
  const proposal: ProposalRecord = {
    id,
    account: ACCOUNT,
    runId,
    underlying,
    root,
    strategy,
    expiration,
    strikes,
    quantity: wanted.quantity ?? 1,
    natural,
    mid,
    score: 80,
    scoreParts: [],
    trace: [],
    figures: {},
    status: 'READY',
    reason: null,
    reasonValue: null,
    reasonThreshold: null,
    createdAt: now,
    expiresAt: (now + 900_000) as typeof now,
  }
  const run = { id: runId, account: ACCOUNT, at: now, candidates: 1, accepted: 1, refusals: {}, rejected: [] }
  await world.read((tx) => tx.insertProposalRun(run, [proposal]))
  return proposal
}

/** The real entry, told that the proposal still stands; past the limits unless they are asked for. */
export function entryDeps(
  world: TradingWorld,
  wanted: WantedSpread,
  engine = world.engine,
): EntryDeps<StoreTransaction> {
  const revalidate = async () =>
    ({ kind: 'stands', candidate: candidateOf(world, wanted), inputs: null }) as const
  const deps = entryDepsOf(engine, revalidate)
  const settings = { ...deps.settings, quantity: wanted.quantity ?? 1 }
  return wanted.limits === true
    ? { ...deps, settings }
    : { ...deps, settings, admit: async () => ok(cents(50_000)) }
}

/** Proposes and enters a spread. */
export async function enterSpread(world: TradingWorld, wanted: WantedSpread): Promise<EntryOutcome> {
  return enterProposal(entryDeps(world, wanted), await proposalOf(world, wanted))
}
