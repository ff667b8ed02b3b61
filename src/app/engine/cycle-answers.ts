import type { MonitorReport } from '../../cycles/monitor-cycle.ts'
import type { TradeCycleReport } from '../../cycles/trade-cycle.ts'
import type { MonitorLines, ProposalReport, SyncReport } from '../../cli/engine-door.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import type { SpreadTerms } from '../../ports/store/trade-store.ts'
import type { SnapshotOutcome } from '../../engine/snapshot/snapshot-outcome.ts'

type Spread = Pick<SpreadTerms, 'strategy' | 'root' | 'expiration'> & { readonly strikes: readonly number[] }

/** A spread in one line: `SPY bull put credit 2026-12-18 645/650`. */
export function spreadLabel({ strategy, root, expiration, strikes }: Spread): string {
  const prices = strikes.map((strike) => strike / PRICE_UNITS_PER_DOLLAR).join('/')
  return `${root} ${strategy.toLowerCase().replaceAll('_', ' ')} ${expiration} ${prices}`
}

/** A run of the rules, for a person. */
export function proposalReport(
  { run, entries, forbidden }: TradeCycleReport,
  underlyings: readonly string[],
): ProposalReport {
  const counted = Object.entries(run.refusals).map(([rule, count]) => ({ rule, count: count ?? 0 }))
  return {
    at: run.at,
    underlyings,
    candidates: run.candidates,
    accepted: run.accepted,
    refusals: counted.sort((a, b) => b.count - a.count),
    unread: run.unread,
    proposals: run.proposals.map((proposal) => ({
      label: spreadLabel(proposal),
      score: proposal.score,
      natural: proposal.natural,
      mid: proposal.mid,
    })),
    nearest: run.rejected.slice(0, 3).map(({ symbol, rule, score }) => ({ label: symbol, rule, score })),
    forbidden,
    entries: entries.map(({ proposal, outcome }) => ({
      label: spreadLabel(proposal),
      sent: outcome.kind === 'sent',
      code: outcome.kind === 'sent' ? (outcome.intent.brokerOrderId ?? outcome.intent.state) : outcome.code,
    })),
  }
}

/** A run of the monitor, for a person. */
export function monitorLines(
  { snapshot, evaluations, exits, closed }: MonitorReport,
  at: Instant,
): MonitorLines {
  return {
    at,
    snapshot: snapshot.state,
    trouble: snapshot.trouble,
    judged: evaluations.map(({ record, verdict }) => ({
      tradeId: record.trade.id,
      unrealizedCents: verdict.metrics.unrealizedPnl,
      trigger: verdict.trigger?.reason ?? null,
    })),
    exits: exits.map(({ tradeId, trigger, outcome }) => ({
      tradeId,
      reason: trigger.reason,
      outcome:
        outcome.kind === 'sent'
          ? `order ${outcome.intent.brokerOrderId ?? outcome.intent.state}`
          : outcome.code,
    })),
    closed,
  }
}

/** A reading of the account, for a person. */
export function syncReport({ snapshotId, state, trouble, at }: SnapshotOutcome): SyncReport {
  return { at, snapshotId, state, trouble }
}
