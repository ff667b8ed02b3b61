import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { Price } from '../../domain/money/price.ts'
import { evaluateOpenTrade } from '../../engine/monitoring/evaluate-open-trade.ts'
import type { OpenTradeInput } from '../../engine/monitoring/open-trade-input.ts'
import { planExit } from '../../engine/exits/plan-exit.ts'
import type { ExitSettings } from '../../engine/exits/exit-deps.ts'
import type { ProposalInput } from '../../engine/proposals/proposal-input.ts'
import { recheckProposal } from '../../engine/proposals/recheck-proposal.ts'
import type { Quote } from '../../ports/market-data.ts'
import type { DecisionRecord } from '../../ports/store/decision-store.ts'
import type { ProposalRecord } from '../../ports/store/proposal-store.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'

/** One rule of a replayed decision, in the rule's own unit. */
export interface ReplayedRule {
  readonly rule: string
  readonly state: string
  readonly value: number | null
  readonly threshold: number | string | null
}

/** A past decision, made again from what was stored with it. */
export interface Replay {
  /** `agrees`: the same functions on the same inputs come to the same end. */
  readonly verdict: 'agrees' | 'differs' | 'cannot_be_replayed'
  /** Why it differs or cannot be replayed; null when it agrees. */
  readonly why: string | null
  readonly rules: readonly ReplayedRule[]
}

/** What a replay needs beside the decision. */
export interface ReplayTerms {
  readonly calendar: MarketCalendar
  readonly spread: SpreadTerms
  /** The proposal that the decision entered; null when it is of none, or gone. */
  readonly proposal: ProposalRecord | null
}

/**
 * Makes a decision again from its stored inputs, by the functions that made it, and says whether both agree. One of
 * other rules than this program's, or whose inputs were not stored, is not replayed: it would prove nothing.
 */
export function replayDecision(decision: DecisionRecord, terms: ReplayTerms): Replay {
  switch (decision.rules) {
    case 'monitor-1':
      return replayMonitor(decision, terms)
    case 'entry-1':
      return replayEntry(decision, terms)
    case 'exit-ladder-1':
      return replayLadder(decision, terms)
    default:
      return not(`this program has no rules ${decision.rules}`)
  }
}

function replayMonitor({ inputs, outcome }: DecisionRecord, { calendar }: ReplayTerms): Replay {
  const input = { ...(inputs as unknown as Omit<OpenTradeInput, 'calendar'>), calendar }
  const { trigger, metrics } = evaluateOpenTrade(input)
  const rules = metrics.rules.map(({ rule, state, value, threshold }) => ({ rule, state, value, threshold }))
  return compared({ trigger, metrics }, outcome, rules)
}

function replayEntry({ inputs }: DecisionRecord, { calendar, proposal }: ReplayTerms): Replay {
  const stored = inputs as unknown as {
    readonly market?: Omit<ProposalInput, 'calendar'>
    readonly natural: number
    readonly mid: number
    readonly trace: unknown
  }
  if (stored?.market === undefined) return not('the market that it looked at was not stored')
  if (proposal === null) return not('its proposal is gone')
  const again = recheckProposal(proposal, { ...stored.market, calendar })
  const rules = again.trace.map(({ rule, outcome, value, threshold }) => ({
    rule,
    state: outcome,
    value,
    threshold,
  }))
  if (!again.ok) return { verdict: 'differs', why: `it now fails ${again.rule}`, rules }
  const { natural, mid, trace } = again
  return compared(
    { natural, mid, trace },
    { natural: stored.natural, mid: stored.mid, trace: stored.trace },
    rules,
  )
}

function replayLadder({ inputs, outcome }: DecisionRecord, { spread }: ReplayTerms): Replay {
  const stored = inputs as unknown as {
    readonly spreads: number
    readonly step: number
    readonly before: Price | null
    readonly quotes: Readonly<Record<string, Quote>>
  } & Partial<Pick<ExitSettings, 'steps' | 'beyond'>>
  const { spreads, step, before, quotes, steps, beyond } = stored
  if (steps === undefined || beyond === undefined) return not('the settings of its ladder were not stored')
  const plan = planExit(spread, spreads, step, new Map(Object.entries(quotes)), before, { steps, beyond })
  const name = steps[Math.min(step, steps.length - 1)] ?? 'step'
  const rules = [{ rule: `ladder: ${name}`, state: 'priced', value: plan?.paid ?? null, threshold: before }]
  return compared(
    { paid: plan?.paid ?? null },
    { paid: (outcome as { readonly paid?: number }).paid ?? null },
    rules,
  )
}

function not(why: string): Replay {
  return { verdict: 'cannot_be_replayed', why, rules: [] }
}

function compared(again: object, stored: unknown, rules: readonly ReplayedRule[]): Replay {
  const different = firstDifference(JSON.parse(JSON.stringify(again)), stored, '')
  return different === null
    ? { verdict: 'agrees', why: null, rules }
    : { verdict: 'differs', why: `${different} is not what was stored`, rules }
}

/** Where two values of plain data differ first, as a path; null when they are the same. */
function firstDifference(a: unknown, b: unknown, path: string): string | null {
  if (Object.is(a, b)) return null
  const comparable = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null
  if (!comparable) return path === '' ? 'the result' : path
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[name], right[name], path === '' ? name : `${path}.${name}`)
    if (found !== null) return found
  }
  return null
}
