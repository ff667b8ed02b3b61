import { type Instant, MINUTE_MS } from '../../domain/calendar/instant.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { formatNewYork, newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import { idleLimits } from '../../domain/settings/idle-limits.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { ProposalRunRecord } from '../../ports/store/proposal-store.ts'
import type { RiskFlag } from '../../ports/store/risk-state-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { AccountView } from './account-view.ts'
import type { LiveFacts } from './read-status.ts'
import { breakEndedBy, isResetSuspected } from './resolve-break.ts'
import { settingsInForce } from './view-settings.ts'

/** How grave a finding is: `blocks` keeps entries from happening, `warns` needs an eye, `fine` is in order. */
export type FindingLevel = 'fine' | 'warns' | 'blocks'

/** One thing that was looked at. */
export interface Finding {
  readonly item: string
  readonly level: FindingLevel
  readonly message: string
}

/** Whether an account is ready to trade, and why it did not. */
export interface Examination {
  readonly account: string
  /** No finding blocks. */
  readonly ready: boolean
  readonly findings: readonly Finding[]
  /** What the rules refused in the last run, most first. */
  readonly lastRun: {
    readonly at: number
    readonly candidates: number
    readonly accepted: number
    readonly refusals: readonly { readonly rule: string; readonly count: number }[]
    readonly nearest: ProposalRunRecord['rejected']
  } | null
  /** The newest proposals that were not entered, with the rule. */
  readonly notEntered: readonly { readonly id: string; readonly label: string; readonly reason: string }[]
}

const RUNS_LOOKED_AT = 10
/** A monitor runs each minute; after three it is late. */
const LATE_MS = 3 * MINUTE_MS

/** Looks at everything that an entry depends on and says what stands in its way; it changes nothing. */
export async function examineEngine(view: AccountView, live: LiveFacts | null): Promise<Examination> {
  const { work, username, account } = view
  return work.transact(username, async (tx) => {
    const settings = await settingsInForce(tx, view)
    const run = await tx.latestRun(account)
    const findings = [
      settings.ok ? fine('settings', 'all settings can be read') : blocks('settings', settings.message),
      sessionFinding(view),
      ...(await engineFindings(tx, view, live)),
      ...(await accountFindings(tx, view, settings.ok ? settings.value : null)),
      ...(await tradeFindings(tx, view)),
      runFinding(run),
    ]
    const proposals = await tx.recentProposals(account, RUNS_LOOKED_AT)
    return {
      account,
      ready: findings.every(({ level }) => level !== 'blocks'),
      findings,
      lastRun: run === null ? null : runOf(run),
      notEntered: proposals.flatMap(({ id, underlying, strategy, expiration, status, reason }) =>
        status === 'CONSUMED'
          ? []
          : [
              {
                id,
                label: `${underlying} ${strategy} ${expiration}`,
                reason: reason ?? 'not tried yet, or kept back by a limit',
              },
            ],
      ),
    }
  })
}

/** Day and minute in New York. */
function momentOf(at: Instant): string {
  return formatNewYork(at).slice(0, 16).replace('T', ' ')
}

function fine(item: string, message: string): Finding {
  return { item, level: 'fine', message }
}
function warns(item: string, message: string): Finding {
  return { item, level: 'warns', message }
}
function blocks(item: string, message: string): Finding {
  return { item, level: 'blocks', message }
}

function sessionFinding({ clock, calendar }: AccountView): Finding {
  const at = clock.now()
  if (phaseAt(calendar, at, 'regular') === 'open') return fine('session', 'the market is open')
  const { opens } = nextSessionToOpen(calendar, at)
  return blocks('session', `the market is closed; it opens ${momentOf(opens)}`)
}

async function engineFindings(
  tx: StoreTransaction,
  { account, clock, calendar }: AccountView,
  live: LiveFacts | null,
): Promise<Finding[]> {
  const beat = (await tx.heartbeats(account)).get('LAST_MONITOR_RUN')
  const at = clock.now()
  const isOpen = phaseAt(calendar, at, 'late') === 'open'
  const running =
    live === null
      ? blocks('engine', 'no engine runs here; npm start begins one')
      : fine('engine', `runs as process ${live.pid}`)
  const late = beat !== undefined && isOpen && at - beat.at > LATE_MS
  const monitor =
    beat === undefined
      ? warns('monitor', 'it has never run')
      : late
        ? blocks('monitor', `its last run was ${momentOf(beat.at)}`)
        : fine('monitor', `its last run was ${momentOf(beat.at)}`)
  const health = live?.health ?? null
  const broker =
    health === null
      ? []
      : health.mustReauthenticate
        ? [blocks('broker', 'the token is refused; renew it')]
        : health.unavailableSince !== null
          ? [blocks('broker', `unavailable since ${momentOf(health.unavailableSince)}`)]
          : [fine('broker', `answers; ${health.callsInLastMinute} calls in the last minute`)]
  return [running, monitor, ...broker]
}

async function accountFindings(
  tx: StoreTransaction,
  { account, clock }: AccountView,
  settings: Settings | null,
): Promise<Finding[]> {
  const at = clock.now()
  const found: Finding[] = []
  const flags = await tx.riskFlags(account, newYorkDayOf(at))
  for (const { flag, reason } of flags) {
    const end = ENDED_BY[flag]
    found.push(blocks('flag', `${flag}: ${reason}${end === undefined ? '' : `; ${end}`}`))
  }
  if (flags.length === 0) found.push(fine('flags', 'none stands'))
  const [snapshot] = await tx.latestSnapshots(account, 1)
  const ageMs = snapshot === undefined ? null : at - snapshot.finishedAt
  const limitMs = (settings?.['sync.fresh_limit'] ?? 180) * 1_000
  if (snapshot === undefined) found.push(blocks('snapshot', 'the account has never been read'))
  else if (snapshot.state !== 'complete') {
    found.push(
      blocks('snapshot', `the last one is ${snapshot.state}: ${snapshot.trouble ?? 'no reason given'}`),
    )
  } else if (ageMs! > limitMs)
    found.push(blocks('snapshot', `the last one is ${Math.round(ageMs! / 1_000)} s old`))
  else found.push(fine('snapshot', `complete, ${Math.round(ageMs! / 1_000)} s old`))
  const equity = (await tx.latestAccountSnapshot(account))?.totalEquity ?? null
  if (settings !== null && equity !== null) {
    const idle = idleLimits(settings, equity)
    for (const { message } of idle) found.push(blocks('limits', message))
    if (idle.length === 0) found.push(fine('limits', 'they admit the plainest trade'))
  }
  return found
}

/** What a person does about a condition that does not end by itself. */
const ENDED_BY: Partial<Record<RiskFlag, string>> = {
  BROKER_RESET_SUSPECTED:
    'legwork accept-reset shows what accepting it does; legwork hard-stop --release when it was none',
  UNCOVERED_SHORT: 'legwork close TRADE --short-leg buys the short back',
  HARD_STOP: 'legwork hard-stop --release',
  ENTRIES_PAUSED: 'legwork resume',
  UNKNOWN_ORDER_SEEN: 'legwork break list names the order; legwork hard-stop --release goes on',
}

async function tradeFindings(tx: StoreTransaction, { account, clock }: AccountView): Promise<Finding[]> {
  const isSuspected = isResetSuspected(await tx.riskFlags(account, newYorkDayOf(clock.now())))
  const unknown = (await tx.unsettledIntents(account)).filter(({ state }) => state === 'unknown')
  const breaks = await tx.openBreaks(account)
  const troubled = (await tx.unfinishedTrades(account)).filter(
    ({ trade }) =>
      trade.status === 'EXIT_ERROR' || trade.status === 'INVALID_STRUCTURE' || trade.flags.length > 0,
  )
  return [
    ...unknown.map(({ id, role, tag }) =>
      warns('intent', `the outcome of ${role} ${id} (tag ${tag}) is unknown; it is being looked for`),
    ),
    ...breaks.map(({ id, symbol, cause, difference }) =>
      warns(
        'break',
        `${symbol}: ${difference} that fills do not explain (${cause}); entries on its underlying wait; ${breakEndedBy({ id, cause }, isSuspected)} ends it`,
      ),
    ),
    ...troubled.map(({ trade, spread }) =>
      warns(
        'trade',
        `${trade.id} ${spread.underlying} is ${[trade.status, ...trade.flags].join(', ')}; legwork why ${trade.id}`,
      ),
    ),
  ]
}

function runFinding(run: ProposalRunRecord | null): Finding {
  if (run === null) return warns('proposals', 'the rules have not run yet')
  const { candidates, accepted, at } = run
  const when = momentOf(at)
  if (accepted > 0) return fine('proposals', `${accepted} of ${candidates} candidates qualified at ${when}`)
  return warns('proposals', `none of ${candidates} candidates qualified at ${when}`)
}

function runOf({
  at,
  candidates,
  accepted,
  refusals,
  rejected,
}: ProposalRunRecord): NonNullable<Examination['lastRun']> {
  const counted = Object.entries(refusals).map(([rule, count]) => ({ rule, count }))
  return {
    at,
    candidates,
    accepted,
    refusals: counted.sort((a, b) => b.count - a.count),
    nearest: rejected.slice(0, 3),
  }
}
