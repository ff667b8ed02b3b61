import { price } from '../domain/money/price.ts'
import { buildSpreadLegs } from '../domain/spread/spread-legs.ts'
import type { Revalidation } from '../engine/entry/entry-deps.ts'
import { type EntryOutcome, enterProposal } from '../engine/entry/enter-proposal.ts'
import { makeProposals, type ProposalRun } from '../engine/proposals/make-proposals.ts'
import type { ProposalInput, UnderlyingMarket } from '../engine/proposals/proposal-input.ts'
import { recheckProposal } from '../engine/proposals/recheck-proposal.ts'
import type { ProposalRecord } from '../ports/store/proposal-store.ts'
import type { AccountEngine } from './account-engine.ts'
import { entriesForbidden } from './entries-forbidden.ts'
import { entryDepsOf } from './entry-deps-of.ts'
import type { MarketReader } from './market-reader.ts'
import { noteBroker } from './note-broker.ts'
import { plainData } from './plain-data.ts'
import { proposalRecords, runRecord } from './proposal-records.ts'

/** What a run of the trade cycle did. */
export interface TradeCycleReport {
  readonly run: ProposalRun
  readonly entries: readonly { readonly proposal: ProposalRecord; readonly outcome: EntryOutcome }[]
  /** What stops entries; null when nothing does. */
  readonly forbidden: string | null
}

/**
 * Looks for spreads by the rules, stores what it found and what it refused, and enters the proposals, best first, until
 * a limit of the account says no. That nothing qualifies is a normal answer.
 */
export async function runTradeCycle(engine: AccountEngine, reader: MarketReader): Promise<TradeCycleReport> {
  const run = await propose(engine, reader)
  const { store, username, account, clock } = engine.context
  const forbidden =
    (engine.settings['engine.entries'] ? null : ONLY_BY_HAND) ??
    (await unseenAccount(engine)) ??
    (await store.transact(username, (tx) => entriesForbidden(tx, account, clock.now())))
  if (forbidden !== null) {
    engine.context.log.write('info', '[tradeCycle]', 'entries are stopped', { why: forbidden })
    return { run, entries: [], forbidden }
  }
  // What waits for a person's word stays READY until it is approved, rejected or too old.
  if (engine.settings['entry.approval']) return { run, entries: [], forbidden }
  return { run, entries: await enterReady(engine, reader), forbidden }
}

const ONLY_BY_HAND = 'engine.entries is no: this account is entered by hand only'

/** Mirrors the account, as every entry begins; why nothing may be entered when it cannot be read, else null. */
export async function unseenAccount(engine: AccountEngine): Promise<string | null> {
  const outcome = await engine.syncTradierSnapshot('entry')
  await noteBroker(engine, outcome)
  const isUnseen = outcome.state === 'failed' || outcome.state === 'torn'
  return isUnseen ? `the account could not be read: ${outcome.trouble ?? outcome.state}` : null
}

/** Refusals that another spread may not meet. */
const OF_THE_SPREAD = new Set([
  'identical_spread',
  'opposite_leg_conflict',
  'limit_symbol_count',
  'limit_symbol_side_quantity',
  'limit_direction_count',
  'limit_trade_loss',
  'limit_underlying_risk',
  'limit_expiry_risk',
  'limit_direction_risk',
  'naked_short_possible',
  'order_outcome_must_be_known',
  'break_must_be_resolved',
])

/** Runs the rules over every enabled underlying and stores the run with its traces. */
export async function propose(engine: AccountEngine, reader: MarketReader): Promise<ProposalRun> {
  const { store, username, account, ids, log } = engine.context
  await engine.refreshSettings()
  await engine.refreshProfile('scan')
  const markets = await reader.readMarkets(engine.settings['entry.underlyings'], engine.settings)
  const run = makeProposals(inputOf(engine, markets))
  const runId = ids.next()
  const proposals = proposalRecords(run, { account, runId, newId: () => ids.next() })
  await store.transact(username, (tx) => tx.insertProposalRun(runRecord(run, { account, runId }), proposals))
  log.write('info', '[proposals]', run.result === 'NO_TRADE' ? 'no spread qualifies' : 'spreads qualify', {
    run: runId,
    candidates: run.candidates,
    accepted: run.accepted,
    refusals: JSON.stringify(run.refusals),
    bestScore: run.bestScore,
  })
  return run
}

/**
 * How long a run goes on to the next proposal. The cycles of an account run one after the other, and when the budget of
 * calls is short each entry waits for its turn: without an end the exits would wait for all of them.
 */
const ENTERING_MS = 20_000

/**
 * Enters what is READY, best first; stops at the first that the account's limits refuse, and when it has taken so long
 * that the monitor must have its turn, or a person waits for theirs. What is left stays READY until it is too old.
 */
export async function enterReady(
  engine: AccountEngine,
  reader: MarketReader,
): Promise<TradeCycleReport['entries']> {
  const { store, username, account, clock, log, mustGiveWay } = engine.context
  const ready = await store.transact(username, (tx) => tx.readyProposals(account, clock.now()))
  const deps = entryDepsOf(engine, (proposal) => revalidate(engine, reader, proposal))
  const entries: { proposal: ProposalRecord; outcome: EntryOutcome }[] = []
  const until = clock.now() + ENTERING_MS
  for (const proposal of ready) {
    if (clock.now() > until || mustGiveWay?.() === true) {
      log.write('info', '[entry]', 'the rest waits, so that the monitor has its turn', {
        left: ready.length - entries.length,
      })
      break
    }
    const outcome = await enterProposal(deps, proposal)
    entries.push({ proposal, outcome })
    if (outcome.kind === 'sent') continue
    const { code, stays } = outcome
    log.write('info', '[entry]', 'not entered', {
      proposal: proposal.id,
      rule: code,
      underlying: proposal.underlying,
    })
    // A limit of the one spread leaves room for the next; a condition of the account or the broker does not.
    if (stays && !OF_THE_SPREAD.has(code)) break
  }
  return entries
}

function inputOf(engine: AccountEngine, markets: readonly UnderlyingMarket[]): ProposalInput {
  const { clock, calendar, market } = engine.context
  const { settings } = engine
  return { at: clock.now(), calendar, settings, declaredDelayMs: market.declaredDelayMs, markets }
}

/** Judges a proposal again on a market read now. */
export async function revalidate(
  engine: AccountEngine,
  reader: MarketReader,
  proposal: ProposalRecord,
): Promise<Revalidation> {
  const { underlying, expiration, strategy, strikes, root } = proposal
  const market = await reader.readOne(underlying, expiration, engine.settings)
  if (market === null) return { kind: 'not_available', why: 'quotes_are_not_available' }
  const input = inputOf(engine, [market])
  const again = recheckProposal(proposal, input)
  if (!again.ok) {
    const { rule, value, threshold } = again
    return { kind: 'fails', rule: { rule, outcome: 'failed', value, threshold } }
  }
  const legs = buildSpreadLegs(strategy, strikes, expiration, root)
  if (!legs.ok) throw new Error(`the strikes of proposal ${proposal.id} make no ${strategy}: ${legs.message}`)
  const natural = price(again.natural)
  const candidate = {
    strategy,
    underlying,
    root,
    expiration,
    strikes,
    legs: legs.value,
    natural,
    mid: again.mid,
  }
  const { calendar: _, ...seen } = input
  const { figures, mid, trace } = again
  const inputs = plainData({ market: seen, figures, natural, mid, trace })
  return { kind: 'stands', candidate, inputs }
}
