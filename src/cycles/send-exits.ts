import type { OrderedExitReason } from '../domain/trade/exit-reason.ts'
import type { ExitOutcome } from '../engine/exits/execute-exit.ts'
import { exitAfterBracket } from '../engine/brackets/exit-after-bracket.ts'
import { stopByWatch } from '../engine/brackets/watch-protection.ts'
import type { ExitDeps } from '../engine/exits/exit-deps.ts'
import type { ExitTrigger } from '../engine/monitoring/evaluate-open-trade.ts'
import { EXIT_RULES, type RuleReading } from '../engine/monitoring/rule-reading.ts'
import type { TradeRecord } from '../ports/store/trade-store.ts'
import type { AccountEngine } from './account-engine.ts'
import type { TradeEvaluation } from './evaluate-trades.ts'
import { exitDepsOf } from './exit-deps-of.ts'

/** An exit that was due, and what became of it. */
export interface SentExit {
  readonly tradeId: string
  readonly trigger: ExitTrigger
  readonly outcome: ExitOutcome
}

/** Trades whose exits are sent side by side; each waits for the broker, not for the others. */
const EXITS_AT_ONCE = 8

interface DueExit {
  readonly record: TradeRecord
  readonly tradeId: string
  readonly trigger: ExitTrigger
  /** Every rule, in the order of priority; the trigger is the first that is hit. */
  readonly rules: readonly RuleReading[]
}

/**
 * Sends the exits that are due, each after the bracket of its trade is proven dead. The limit on the losses of a day
 * never keeps one back: it stops entries only.
 */
export async function sendExits(
  engine: AccountEngine,
  evaluations: readonly TradeEvaluation[],
): Promise<readonly SentExit[]> {
  const due = evaluations.flatMap(({ record, verdict: { trigger, metrics } }): DueExit[] =>
    trigger === null ? [] : [{ record, tradeId: record.trade.id, trigger, rules: metrics.rules }],
  )
  const deps = exitDepsOf(engine)
  await tellBelowFloor(engine, due)
  const sent: SentExit[] = []
  for (let first = 0; first < due.length; first += EXITS_AT_ONCE) {
    const group = due.slice(first, first + EXITS_AT_ONCE)
    const outcomes = await Promise.all(group.map((one) => sendOne(deps, one)))
    for (const [i, outcome] of outcomes.entries()) {
      const { tradeId, trigger } = group[i]!
      sent.push({ tradeId, trigger, outcome })
    }
  }
  for (const { tradeId, trigger, outcome } of sent) {
    const facts = { trade: tradeId, reason: trigger.reason, rule: trigger.rule, value: trigger.value }
    const how =
      outcome.kind === 'sent' ? `order ${outcome.intent.brokerOrderId ?? outcome.intent.state}` : outcome.code
    engine.context.log.write('info', '[exit]', `${outcome.kind}: ${how}`, facts)
  }
  return sent
}

/** Reasons that take a trade out although its entry or a person's limit still works: a stop, and the end of its options. */
const CANNOT_WAIT: readonly OrderedExitReason[] = ['STOP_LOSS', 'TIME_EXIT', 'EMERGENCY']

async function sendOne(deps: ExitDeps, { record, tradeId, trigger, rules }: DueExit): Promise<ExitOutcome> {
  if (record.trade.status === 'OPEN') return exitAfterBracket(deps, tradeId, trigger.reason)
  // The entry still works, or a person's own limit does: only what cannot wait counts then, whatever came before it.
  const urgent = rules.find(({ rule, state }) => state === 'hit' && CANNOT_WAIT.includes(EXIT_RULES[rule]))
  if (urgent !== undefined) await stopByWatch(deps, tradeId, EXIT_RULES[urgent.rule])
  return { kind: 'not_sent', code: 'another_order_comes_first' }
}

/** A stop at the broker that rests below its floor sells nothing: a person is told in the same cycle. */
async function tellBelowFloor(engine: AccountEngine, due: readonly DueExit[]): Promise<void> {
  const resting = due.filter(
    ({ record, trigger }) => trigger.rule === 'stop_loss' && record.trade.bracket?.heldBy === 'broker',
  )
  await engine.tell(
    resting.map(({ record: { trade, spread } }) => ({
      key: `stop-below-floor:${trade.id}`,
      severity: 'critical' as const,
      title: `The stop rests below its floor: ${spread.underlying} ${spread.strategy} ${spread.expiration}`,
      body: `Trade ${trade.id}: the market is below the limit of its stop. It is cancelled, and the ladder of exits goes on.`,
    })),
  )
}
