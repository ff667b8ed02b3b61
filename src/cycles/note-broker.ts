import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import type { SnapshotOutcome } from '../engine/snapshot/snapshot-outcome.ts'
import type { BrokerFaultKind } from '../ports/broker-fault.ts'
import type { RiskFlag } from '../ports/store/risk-state-store.ts'
import type { AccountEngine } from './account-engine.ts'

const FLAG_OF: Partial<Record<BrokerFaultKind, RiskFlag>> = {
  unavailable: 'BROKER_UNAVAILABLE',
  rate_limited: 'BROKER_RATE_LIMITED',
  unauthorized: 'BROKER_UNAUTHORIZED',
}

/** The conditions that end by themselves when the broker answers again. */
const PASSING: readonly RiskFlag[] = ['BROKER_UNAVAILABLE', 'BROKER_RATE_LIMITED', 'BROKER_UNAUTHORIZED']

/**
 * Notes how the way to the broker is: a snapshot that could not be read raises the condition of its fault, which stops
 * entries; a complete one ends it. A token that is refused, and an account that looks reset, call a person.
 */
export async function noteBroker(engine: AccountEngine, outcome: SnapshotOutcome): Promise<void> {
  const { store, username, account, clock } = engine.context
  const { reading } = outcome
  const fault = reading.kind === 'complete' ? null : reading.fault
  const raised = fault === null ? undefined : FLAG_OF[fault.kind]
  await store.transact(username, async (tx) => {
    const now = clock.now()
    if (raised !== undefined) {
      const reason = outcome.trouble ?? raised
      await tx.raiseRiskFlag({ account, flag: raised, day: null, raisedAt: now, reason, counted: [] })
    }
    if (outcome.state !== 'complete') return
    const stands = await tx.riskFlags(account, newYorkDayOf(now))
    for (const { flag } of stands) if (PASSING.includes(flag)) await tx.clearRiskFlag(account, flag)
  })
  await engine.tell([
    ...unauthorizedAlert(raised, account),
    ...wipeAlert(outcome, account),
    ...strayAlert(outcome),
  ])
}

function unauthorizedAlert(raised: RiskFlag | undefined, account: string) {
  if (raised !== 'BROKER_UNAUTHORIZED') return []
  const body = `The broker refuses the token of ${account}. Exits keep trying; renew the token.`
  return [
    {
      key: `unauthorized:${account}`,
      severity: 'critical' as const,
      title: 'The broker refuses the token',
      body,
    },
  ]
}

function wipeAlert({ wipe }: SnapshotOutcome, account: string) {
  if (wipe === null) return []
  const body = `${account}: ${wipe}. Nothing is closed and no entry is made until you have looked: legwork accept-reset shows what accepting it does.`
  return [
    {
      key: `wipe:${account}`,
      severity: 'critical' as const,
      title: 'The broker may have reset the account',
      body,
    },
  ]
}

function strayAlert({ orders }: SnapshotOutcome) {
  const strays = orders?.strays ?? []
  return strays.map(({ id, tag }) => ({
    key: `stray:${id}`,
    severity: 'critical' as const,
    title: 'An order with a tag of ours that nothing explains',
    body: `Order ${id} carries ${tag}, and no intent is behind it. Entries are stopped until you have looked.`,
  }))
}
