import type { Instant } from '../../domain/calendar/instant.ts'
import type { Evidence, TradeCommand } from '../../domain/trade/trade-command.ts'
import { openQuantity } from '../../domain/trade/trade-figures.ts'
import type { Alert } from '../../ports/notifier.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'
import { wishOf } from '../exits/close-wish.ts'
import type { ExitDeps, ExitTransaction } from '../exits/exit-deps.ts'
import { applyCommands } from '../lifecycle/apply-commands.ts'
import { refusalsInARow } from './decide-bracket-move.ts'
import { stillTrades } from './still-trades.ts'
import { wantedProtection } from './wanted-protection.ts'

/** How long wanted protection may be held by nobody in the session before it is an alarm: one cycle. */
const BARE_MS = 60_000

/**
 * Raises UNPROTECTED, and calls a person, where wanted protection is held by nobody: the broker keeps refusing it, or
 * nothing has come of it for a minute of the session. The engine's watch takes such a trade over with its next prices.
 */
export async function judgeBareTrades(deps: ExitDeps): Promise<void> {
  const alerts = await deps.work.transact(deps.username, (tx) => judge(tx, deps))
  if (alerts.length > 0) await deps.tell(alerts)
}

async function judge(tx: ExitTransaction, deps: ExitDeps): Promise<readonly Alert[]> {
  const { account, clock } = deps
  const now = clock.now()
  const open = await tx.unfinishedIn(account, ['OPEN', 'PARTIALLY_FILLED'])
  const wanting = open.filter((record) => wantedProtection(record) !== null)
  if (wanting.length === 0) return []
  const { snapshotId } = await tx.lockAccount(account)
  const intents = await tx.intentsOfTrades(wanting.map(({ trade }) => trade.id))
  const evidence = (reference: string): Evidence => ({ actor: 'engine', at: now, snapshotId, reference })
  const saves = wanting.flatMap((record) => {
    const own = intents.filter(({ tradeId }) => tradeId === record.trade.id)
    return judged(record, own, deps, now, evidence)
  })
  if (saves.length > 0) await tx.saveTrades(saves)
  return saves.flatMap(({ record, events }) =>
    events.some((event) => event.type === 'flag_raised') ? [alarmOf(record)] : [],
  )
}

function judged(
  record: TradeRecord,
  intents: readonly OrderIntent[],
  deps: ExitDeps,
  now: Instant,
  evidence: (reference: string) => Evidence,
): TradeSave[] {
  const { trade, spread, memo } = record
  const isOpen = stillTrades(spread, now, deps.calendar)
  const isHeld = trade.bracket !== null && (trade.bracket.heldBy === 'broker' || trade.managed)
  const isBare = !isHeld && openQuantity(trade) > 0 && wishOf(record, now) === null
  const since = typeof memo['bareSince'] === 'number' ? memo['bareSince'] : null
  if (!isBare || !isOpen) return since === null ? [] : [{ record: withoutSince(record), events: [] }]
  const { count } = refusalsInARow(intents)
  const isRefused = count >= deps.brackets.attempts
  const isLong = since !== null && now - since >= BARE_MS
  if (trade.flags.includes('UNPROTECTED')) return []
  if (!isRefused && !isLong) {
    return since === null ? [{ record: { ...record, memo: { ...memo, bareSince: now } }, events: [] }] : []
  }
  const why = isRefused ? `the broker has refused ${count} brackets` : 'nobody has held it for a minute'
  const gone: TradeCommand[] =
    trade.bracket === null
      ? []
      : [{ type: 'bracket_adjusted', ...NONE, evidence: evidence('not managed any more') }]
  const applied = applyCommands(record, [
    ...gone,
    { type: 'flag_raised', flag: 'UNPROTECTED', evidence: evidence(why) },
  ])
  return applied.ok && applied.value.events.length > 0 ? [applied.value] : []
}

const NONE = { takeProfit: null, stopLoss: null, heldBy: 'engine' } as const

function withoutSince(record: TradeRecord): TradeRecord {
  const { bareSince: _, ...memo } = record.memo
  return { ...record, memo }
}

function alarmOf({ trade, spread }: TradeRecord): Alert {
  const name = `${spread.underlying} ${spread.strategy} ${spread.expiration}`
  return {
    key: `unprotected:${trade.id}`,
    severity: 'critical',
    title: `UNPROTECTED: ${name}`,
    body: `Trade ${trade.id} has no stop at the broker. The engine watches its quotes from the next prices on; look at it.`,
  }
}
