import { expect } from 'vitest'
import type { Store } from '../../../src/ports/store/store.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import type { OpenAccount } from '../../../src/service/accounts/account-directory.ts'
import { openTestHost, playUntil, type RunningHost } from './running-host.ts'

/** Two people beside the engine's own user, each of whom lets the engine enter on an underlying of their own. */
export const PEOPLE = { ada: 'SPY', bob: 'QQQ' } as const

const RULES = {
  'engine.entries': 'yes',
  'entry.dte_min': '7',
  'entry.dte_max': '12',
  'entry.credit_min_fraction': '0.12',
  'entry.ivr_min_credit': 'off',
  'entry.ivr_max_credit': 'off',
  'entry.ivr_min_debit': 'off',
  'entry.ivr_max_debit': 'off',
  'entry.score_min': '30',
  'entry.walk_step': '20',
  'entry.walk_timeout': '120',
  'entry.leg_spread_max_fraction': 'off',
  'regime.check': 'no',
} as const

/** Writes settings for all accounts of a user. */
export async function write(
  store: Store,
  username: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  await store.transact(username, async (tx) => {
    for (const [key, value] of Object.entries(settings)) {
      await tx.putSetting({ account: null, key, value, updatedAt: instant(0) })
    }
  })
}

/** Opens a paper account for each and lets all three trade side by side until each has a filled trade. */
export async function tradeSideBySide(
  folder: string,
  store: Store,
): Promise<{ readonly host: RunningHost; readonly accounts: Readonly<Record<string, string>> }> {
  const host = await openTestHost(folder, { store })
  const accounts: Record<string, string> = { local: host.core.view.account }
  await write(store, 'local', { 'entry.walk_step': '20' })
  for (const [username, underlying] of Object.entries(PEOPLE)) {
    await write(store, username, { ...RULES, 'entry.underlyings': underlying })
    const opened = await host.host.open(username, { environment: 'exchange', accountId: null })
    if (!opened.ok) throw new Error(opened.message)
    accounts[username] = opened.value.view.account
  }
  host.host.begin()
  const playing = host.market.play()
  await playUntil(host, async () => {
    const held = await Promise.all(
      Object.entries(accounts).map(([username, account]) => positionsOf(host, username, account)),
    )
    return held.every((positions) => positions.length > 0)
  })
  await host.host.end()
  host.market.stop()
  await playing
  return { host, accounts }
}

function positionsOf({ store }: RunningHost, username: string, account: string) {
  return store.transact(username, (tx) => tx.positions(account))
}

/** Everything of an account that a user can read. */
function everythingOf({ store }: RunningHost, username: string, account: string) {
  return store.transact(username, async (tx) => ({
    account: await tx.accountByName(account),
    trades: await tx.recentTrades(account, 1_000),
    orders: await tx.recentOrders(account, 1_000),
    positions: await tx.positions(account),
    snapshots: await tx.latestSnapshots(account, 1_000),
    proposals: await tx.readyProposals(account, instant(0)),
    flags: await tx.riskFlags(account, tradingDay('2026-11-30')),
    heartbeats: [...(await tx.heartbeats(account))],
  }))
}

const NOTHING = {
  account: null,
  trades: [],
  orders: [],
  positions: [],
  snapshots: [],
  proposals: [],
  flags: [],
  heartbeats: [],
}

/** Each traded what is theirs, sees all of it, and nothing of anybody else: rows, engine or news. */
export async function expectPeopleApart(
  host: RunningHost,
  accounts: Readonly<Record<string, string>>,
): Promise<void> {
  const names = Object.keys(accounts)
  for (const username of names) {
    const account = accounts[username]!
    const own = await everythingOf(host, username, account)
    expect(own.trades.length).toBeGreaterThan(0)
    expect(own.heartbeats.length).toBeGreaterThan(0)
    const underlying = PEOPLE[username as keyof typeof PEOPLE]
    if (underlying !== undefined) {
      expect(new Set(own.trades.map(({ spread }) => spread.underlying))).toEqual(new Set([underlying]))
    }
    for (const other of names.filter((name) => name !== username)) {
      expect(await everythingOf(host, username, accounts[other]!)).toEqual(NOTHING)
    }
    const rows = await host.store.transact(username, (tx) => tx.accounts())
    expect(rows.map((row) => row.account)).toEqual([account])
    const news = host.told.filter((one) => one.username === username)
    expect(news.length).toBeGreaterThan(0)
    expect(new Set(news.map(({ event }) => event.account))).toEqual(new Set([account]))
    const ids = new Set(own.trades.map(({ trade }) => trade.id))
    const toldOf = news.flatMap(({ event }) => (event.kind === 'trade' ? [tradeIdOf(event.data)] : []))
    expect(toldOf.length).toBeGreaterThan(0)
    expect(toldOf.filter((id) => !ids.has(id))).toEqual([])
  }
}

function tradeIdOf(data: unknown): string {
  return (data as { trade: { id: string } }).trade.id
}

/** The accounts that a directory shows a user, by name. */
export function namesOf(accounts: readonly OpenAccount[]): string[] {
  return accounts.map(({ view }) => view.account)
}
