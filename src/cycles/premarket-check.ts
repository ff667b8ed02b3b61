import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import type { AccountEngine } from './account-engine.ts'

/** One thing that must be in order before the day begins; `trouble` is null when it is. */
export interface PremarketFinding {
  readonly check: 'settings' | 'mode' | 'broker' | 'chain'
  readonly trouble: string | null
}

/** What the check before the open found. */
export interface PremarketReport {
  readonly passed: boolean
  readonly findings: readonly PremarketFinding[]
}

/**
 * Looks before the open whether the day can begin: settings that can be read from the database, a mode that fits the
 * account, a broker that answers, options to choose from. A failure stops entries for this day; a later run that passes
 * lifts the stop again and says so. Exits go on in any case.
 */
export async function runPremarketCheck(engine: AccountEngine): Promise<PremarketReport> {
  const findings: PremarketFinding[] = [
    { check: 'settings', trouble: await settingsTrouble(engine) },
    { check: 'mode', trouble: modeTrouble(engine) },
    { check: 'broker', trouble: await brokerTrouble(engine) },
    { check: 'chain', trouble: await chainTrouble(engine) },
  ]
  const failed = findings.filter(({ trouble }) => trouble !== null)
  const passed = failed.length === 0
  await note(engine, failed.map(({ check, trouble }) => `${check}: ${trouble}`).join('; '))
  return { passed, findings }
}

async function settingsTrouble(engine: AccountEngine): Promise<string | null> {
  try {
    await engine.refreshSettings()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function modeTrouble({ context }: AccountEngine): string | null {
  const { environment } = context.broker.key
  const isLive = context.mode === 'LIVE'
  if (isLive === (environment === 'live') || context.mode === 'DRY_RUN') return null
  return `mode ${context.mode} does not go with an account of ${environment}`
}

async function brokerTrouble(engine: AccountEngine): Promise<string | null> {
  const { state, trouble } = await engine.syncTradierSnapshot('sync', true)
  return state === 'failed' || state === 'torn' ? (trouble ?? state) : null
}

/** The first enabled underlying stands for all: whether the market data answers at all is asked, at the cost of a call. */
async function chainTrouble(engine: AccountEngine): Promise<string | null> {
  const [underlying] = engine.settings['entry.underlyings']
  if (underlying === undefined) return 'no underlying is enabled'
  const read = await engine.context.market.readExpirations(underlying, 'scan')
  if (!read.ok) return `${underlying}: ${read.kind}, ${read.code}`
  return read.value.length > 0 ? null : `${underlying} has no options`
}

async function note(engine: AccountEngine, trouble: string): Promise<void> {
  const { store, username, account, clock, log } = engine.context
  const now = clock.now()
  const day = newYorkDayOf(now)
  const stood = await store.transact(username, async (tx) => {
    const flags = await tx.riskFlags(account, day)
    const flag = 'PREMARKET_CHECK_FAILED' as const
    if (trouble === '') await tx.clearRiskFlag(account, flag)
    else await tx.raiseRiskFlag({ account, flag, day, raisedAt: now, reason: trouble, counted: [] })
    return flags.some((one) => one.flag === flag)
  })
  if (trouble === '') {
    const message = stood ? 'passed now: entries are no longer stopped by it' : 'passed'
    log.write('info', '[premarket]', message)
    return
  }
  log.write('error', '[premarket]', 'failed: no entry is made until it passes', { trouble })
  const title = 'The check before the open has failed'
  await engine.tell([{ key: `premarket:${account}:${day}`, severity: 'warning', title, body: trouble }])
}
