import { webhookDeadMan, webhookNotifier } from '../../adapters/notify/webhook-notifier.ts'
import { randomIds } from '../../adapters/system/random-ids.ts'
import { AccountEngine } from '../../cycles/account-engine.ts'
import type { CycleContext } from '../../cycles/cycle-context.ts'
import { enterApproved } from '../../cycles/enter-approved.ts'
import { exitDepsOf } from '../../cycles/exit-deps-of.ts'
import { handDeskOf } from '../../cycles/hand-desk-of.ts'
import { MarketReader } from '../../cycles/market-reader.ts'
import { Turns } from '../../cycles/turns.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { Alert } from '../../ports/notifier.ts'
import { accountName } from '../../ports/store/account-store.ts'
import type { Store } from '../../ports/store/store.ts'
import type { OpenAccount } from '../../service/accounts/account-directory.ts'
import type { AccountView } from '../../service/engine/account-view.ts'
import type { PersonDesk } from '../../service/engine/person-desk.ts'
import { requestLive } from '../../service/promotion/request-live.ts'
import type { HostLog } from '../host/host-log.ts'
import type { BrokerWorld } from './broker-world.ts'
import { CycleLease } from './cycle-lease.ts'
import { type OratsSource, openOrats } from './open-orats.ts'
import { openVolatility } from './open-volatility.ts'
import type { OratsChoice } from './orats-choice.ts'

/** The user of the engine that a data folder is begun with, and the name of the first person who signs up there. */
export const LOCAL_USER = 'local'

/** An account with its engine, ready to run cycles and to answer a person. */
export interface AccountCore extends OpenAccount {
  readonly engine: AccountEngine
  readonly reader: MarketReader
  readonly lease: CycleLease
  readonly world: BrokerWorld
  /** Lets go of the claim on the cycles; nothing of the account may run any more. */
  close(): Promise<void>
}

/** What the accounts of a process have in common. */
export interface CoreSurroundings {
  readonly store: Store
  readonly log: HostLog
  readonly wallNow: () => Instant
  /** Names this process, or the folder where only one process can hold it. */
  readonly holder: string
  readonly orats: OratsChoice | null
  readonly alertUrl: string | null
  readonly deadManUrl: string | null
}

/** What an account is put together from. */
export interface CoreParts extends CoreSurroundings {
  readonly username: string
  readonly key: BrokerAccountKey
  readonly world: BrokerWorld
  /** Settings under those that the user has written. */
  readonly preset: Readonly<Record<string, string>>
  readonly onAlert: (alert: Alert) => void
}

/**
 * Puts an account together: its row, its engine as every start begins, and the claim on its cycles.
 *
 * Refuses: `engine_runs_elsewhere`; for real money `promotion_item_must_be_passed`.
 */
export async function openAccount(parts: CoreParts): Promise<Result<AccountCore>> {
  const { wallNow, world, key } = parts
  const turns = turnsOf(world)
  const context = contextOf(parts, turns)
  const { store, account, username } = context
  await writeAccountRow(context, key)
  const allowed = await mayTrade(context, wallNow)
  if (!allowed.ok) return allowed
  const lease = await CycleLease.claim({ work: store, username, account, holder: parts.holder, wallNow })
  if (!lease.ok) return lease
  const engine = await startOrRelease(context, lease.value)
  const view = viewOf(context)
  const startedAt = wallNow()
  const { market, connection } = world
  const reader = new MarketReader(context)
  return ok({
    view,
    engine,
    reader,
    approve: (proposalId) => enterApproved(engine, reader, proposalId),
    hand: handOf(engine, view, wallNow),
    lease: lease.value,
    world,
    live: () => ({
      market: market.description,
      speed: market.speed === Infinity ? null : market.speed,
      health: connection.readHealth(),
      startedAt,
      pid: process.pid,
    }),
    exclusive: (work) => turns.run(work),
    close: () => lease.value.release(),
  })
}

/** A claim that an engine did not come of would keep every other process from the account for a minute. */
async function startOrRelease(context: CycleContext, lease: CycleLease): Promise<AccountEngine> {
  try {
    return await AccountEngine.start(context)
  } catch (error) {
    await lease.release().catch(() => undefined)
    throw error
  }
}

/** The account's row, unless the store has it from before. */
async function writeAccountRow(
  { store, username, account, clock }: CycleContext,
  key: BrokerAccountKey,
): Promise<void> {
  await store.transact(username, async (tx) => {
    if ((await tx.accountByName(account)) !== null) return
    const createdAt = clock.now()
    await tx.insertAccount({ account, key, epoch: 1, lastSequence: 0, snapshotId: null, createdAt })
  })
}

/** Money is traded only when every item of the promotion list has its dated record. */
async function mayTrade(
  { username, account, store: work, mode }: CycleContext,
  now: () => Instant,
): Promise<Result<unknown>> {
  return mode === 'LIVE' ? requestLive({ username, account, work, clock: { now } }) : ok(null)
}

/** ORATS for whoever pays for it; the exchange has prices of its own. */
function oratsOf({ orats, key, world, log }: CoreParts): OratsSource | null {
  if (orats === null || key.environment === 'exchange') return null
  const { clock, calendar } = world.market
  const source = openOrats(orats, { clock, calendar, fetch })
  log.addSecrets(source.secrets)
  return source
}

/** An entry that waits for the token's budget gives way to whoever waits for the account. */
function turnsOf({ market: { clock, calendar }, connection }: BrokerWorld): Turns {
  const turns = new Turns({ clock, calendar, onWanted: () => connection.endWaits() })
  connection.waitUntil(() => turns.waitsUntil())
  return turns
}

function contextOf(parts: CoreParts, turns: Turns): CycleContext {
  const { username, key, store, world, onAlert, wallNow } = parts
  const { calendar, clock, during, volatility } = world.market
  const account = accountName(key)
  parts.log.addSecrets(world.secrets)
  const orats = oratsOf(parts)
  const log = parts.log.ofAccount(account, clock)
  const hook = { fetch, now: wallNow, log }
  const notifier = webhookNotifier({ ...hook, url: parts.alertUrl })
  const work: Store = {
    transact: (user, job) => during(() => store.transact(user, job)),
    close: () => store.close(),
    reads: store.reads,
  }
  return {
    username,
    account,
    mode: key.environment === 'live' ? 'LIVE' : 'PAPER',
    broker: world.connection.broker(key.accountId),
    market: world.connection.marketData,
    snapshotPrices: orats === null ? undefined : { source: 'orats', market: orats.market },
    volatility: openVolatility(orats?.volatility ?? volatility, { work, username, clock, calendar }, log),
    store: work,
    clock,
    ids: randomIds(),
    log,
    notifier: {
      async notify(alert) {
        onAlert(alert)
        await notifier.notify(alert)
      },
    },
    deadMan: webhookDeadMan({ ...hook, url: parts.deadManUrl }),
    calendar,
    mustGiveWay: () => turns.mustGiveWay(),
    preset: presetOf(parts),
  }
}

function presetOf({ preset, world }: CoreParts): CycleContext['preset'] {
  const { recorded } = world.market
  const found = recorded === null ? [] : [{ key: 'entry.underlyings', value: recorded.join(', ') }]
  return [...found, ...Object.entries(preset).map(([key, value]) => ({ key, value }))]
}

function viewOf(context: CycleContext): AccountView {
  const { username, account, mode, store, clock, calendar, preset } = context
  return { username, account, mode, work: store, clock, calendar, preset }
}

function handOf(engine: AccountEngine, view: AccountView, now: () => Instant): PersonDesk {
  const { broker, ids, log } = engine.context
  return {
    view,
    desk: broker,
    ids,
    log,
    async exits() {
      await engine.refreshSettings()
      return exitDepsOf(engine)
    },
    async entries() {
      await engine.refreshSettings()
      return handDeskOf(engine)
    },
    wall: { now },
    look: async () => (await engine.syncTradierSnapshot('exit', true)).state === 'complete',
    confirm: (orderIds) => engine.confirm(orderIds, 'exit'),
  }
}

/** The wall's time. */
export function wallNow(): Instant {
  return instant(Date.now())
}
