import { DAY_MS } from '../domain/calendar/instant.ts'
import type { Settings } from '../domain/settings/settings.ts'
import type { EntryDeps, EntrySettings, Revalidation } from '../engine/entry/entry-deps.ts'
import type { ProposalRecord } from '../ports/store/proposal-store.ts'
import type { StoreTransaction } from '../ports/store/store.ts'
import type { AccountEngine } from './account-engine.ts'
import { admitEntry } from './admit-entry.ts'
import { entriesForbidden } from './entries-forbidden.ts'

/** How entries are priced and walked, by the settings. */
export function entrySettings(settings: Settings, dryRun: boolean): EntrySettings {
  return {
    quantity: settings['risk.default_quantity'],
    walkTicks: settings['entry.walk_step'],
    walkIntervalMs: settings['entry.walk_interval'] * 1_000,
    walkTimeoutMs: settings['entry.walk_timeout'] * 1_000,
    floorBeyondNatural: settings['entry.walk_floor'],
    opensAfterMs: settings['entry.window_open'] * 60_000,
    closesBeforeMs: Math.min(DAY_MS, settings['entry.window_close'] * 60_000),
    dryRun,
  }
}

/** What entries need of an account at work. */
export function entryDepsOf(
  engine: AccountEngine,
  revalidate: (proposal: ProposalRecord) => Promise<Revalidation>,
): EntryDeps<StoreTransaction> {
  const { context, settings } = engine
  const { username, account, store, broker, clock, ids, log, calendar, mode } = context
  return {
    username,
    account,
    work: store,
    desk: broker,
    clock,
    ids,
    log,
    calendar,
    settings: entrySettings(settings, mode === 'DRY_RUN'),
    revalidate,
    admit: (tx, candidate, quantity) => admitEntry(tx, engine, candidate, quantity),
    forbids: (tx) => entriesForbidden(tx, account, clock.now()),
    look: () => engine.syncTradierSnapshot('entry', true),
    confirm: (orderIds) => engine.confirm(orderIds, 'entry'),
    freshSnapshot: () => engine.freshSnapshot(),
  }
}
