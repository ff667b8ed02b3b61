import { hostname } from 'node:os'
import { pinoLog } from '../../adapters/log/pino-log.ts'
import { Secrets } from '../../adapters/log/secrets.ts'
import { webhookDeadMan, webhookNotifier } from '../../adapters/notify/webhook-notifier.ts'
import { randomIds } from '../../adapters/system/random-ids.ts'
import { AccountEngine } from '../../cycles/account-engine.ts'
import type { CycleContext } from '../../cycles/cycle-context.ts'
import { exitDepsOf } from '../../cycles/exit-deps-of.ts'
import { handDeskOf } from '../../cycles/hand-desk-of.ts'
import { MarketReader } from '../../cycles/market-reader.ts'
import { Turns } from '../../cycles/turns.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Alert } from '../../ports/notifier.ts'
import { accountName } from '../../ports/store/account-store.ts'
import type { Store } from '../../ports/store/store.ts'
import type { AccountView } from '../../service/engine/account-view.ts'
import type { PersonDesk } from '../../service/engine/person-desk.ts'
import { requestLive } from '../../service/promotion/request-live.ts'
import type { LiveFacts } from '../../service/engine/read-status.ts'
import type { BrokerWorld } from './broker-world.ts'
import { CycleLease } from './cycle-lease.ts'
import type { EngineConfig } from './engine-config.ts'
import { LogFile } from './log-file.ts'
import { type OratsSource, openOrats } from './open-orats.ts'
import { openVolatility } from './open-volatility.ts'

/** The one user of an engine on this machine. */
export const LOCAL_USER = 'local'

/** An account with its engine, ready to run cycles and to answer a person. */
export interface AccountCore {
  readonly view: AccountView
  readonly engine: AccountEngine
  readonly reader: MarketReader
  readonly hand: PersonDesk
  readonly lease: CycleLease
  readonly world: BrokerWorld
  readonly logPath: string
  live(): LiveFacts
  /** Runs work that no other of the account may overlap: cycles and a person's orders, one after the other. */
  exclusive<Value>(work: () => Promise<Value>): Promise<Value>
  /** Lets go of everything but the store. */
  close(): Promise<Result<true>>
}

/** What an account is put together from. */
export interface CoreParts {
  readonly config: EngineConfig
  readonly store: Store
  readonly world: BrokerWorld
  readonly wallNow: () => Instant
  readonly onLogLine: ((line: string) => void) | null
  readonly onAlert: (alert: Alert) => void
}

/**
 * Puts an account together: its row, its log, its engine as every start begins, and the claim on its cycles.
 *
 * Refuses: `engine_runs_elsewhere`; for real money `promotion_item_must_be_passed`.
 */
export async function openAccount(parts: CoreParts): Promise<Result<AccountCore>> {
  const { config, world, wallNow } = parts
  const turns = turnsOf(world)
  const context = contextOf(parts, turns)
  const { store, account } = context.value
  await writeAccountRow(context.value, config)
  const allowed = await mayTrade(context.value, wallNow)
  if (!allowed.ok) {
    context.close()
    return allowed
  }
  const lease = await CycleLease.claim({
    work: store,
    username: LOCAL_USER,
    account,
    holder: holderOf(config),
    wallNow,
  })
  if (!lease.ok) {
    context.close()
    return lease
  }
  const engine = await AccountEngine.start(context.value)
  const view = viewOf(context.value)
  const startedAt = wallNow()
  return ok({
    view,
    engine,
    reader: new MarketReader(context.value),
    hand: handOf(engine, view, wallNow),
    lease: lease.value,
    world,
    logPath: context.logPath,
    live: () => ({
      market: world.description,
      speed: world.speed === Infinity ? null : world.speed,
      health: world.connection.readHealth(),
      startedAt,
      pid: process.pid,
    }),
    exclusive: (work) => turns.run(work),
    async close() {
      const saved = await world.save()
      await lease.value.release()
      context.close()
      return saved
    },
  })
}

/** The account's row, unless the store has it from before. */
async function writeAccountRow(
  { store, username, account, clock }: CycleContext,
  { broker, accountId }: EngineConfig,
): Promise<void> {
  await store.transact(username, async (tx) => {
    if ((await tx.accountByName(account)) !== null) return
    const key = { environment: broker, accountId }
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

/** On the embedded database only one process can have the folder, so a lease that a killed one left is ours. */
function holderOf({ databaseUrl, dataFolder }: EngineConfig): string {
  return databaseUrl === null ? `folder ${dataFolder}` : `${hostname()} ${process.pid}`
}

/** The log of the account, which hides every secret that anything here was given. */
function logOf({ config, world, onLogLine }: CoreParts, orats: OratsSource | null) {
  const file = new LogFile(config.dataFolder)
  const secrets = new Secrets()
  const { databaseUrl, directUrl, alertUrl, deadManUrl } = config
  const given = [...world.secrets, ...(orats?.secrets ?? []), databaseUrl, directUrl, alertUrl, deadManUrl]
  for (const secret of given) if (secret !== null) secrets.add(secret)
  const destination = {
    write(line: string) {
      file.write(line)
      onLogLine?.(line)
    },
  }
  return { file, log: pinoLog({ destination, level: 'info', secrets, now: () => world.clock.now() }) }
}

/** An entry that waits for the token's budget gives way to whoever waits for the account. */
function turnsOf({ clock, calendar, connection }: BrokerWorld): Turns {
  const turns = new Turns({ clock, calendar, onWanted: () => connection.endWaits() })
  connection.waitUntil(() => turns.waitsUntil())
  return turns
}

function contextOf(parts: CoreParts, turns: Turns) {
  const { config, store, world, onAlert, wallNow } = parts
  const { calendar, clock } = world
  const orats = config.orats === null ? null : openOrats(config.orats, { clock, calendar, fetch })
  const { file, log } = logOf(parts, orats)
  const hook = { fetch, now: wallNow, log }
  const notifier = webhookNotifier({ ...hook, url: config.alertUrl })
  const work: Store = {
    transact: (user, job) => world.during(() => store.transact(user, job)),
    close: () => store.close(),
  }
  const value: CycleContext = {
    username: LOCAL_USER,
    account: accountName({ environment: config.broker, accountId: config.accountId }),
    mode: config.broker === 'live' ? 'LIVE' : 'PAPER',
    broker: world.connection.broker(config.accountId),
    market: world.connection.marketData,
    snapshotPrices: orats === null ? undefined : { source: 'orats', market: orats.market },
    volatility: openVolatility(
      orats?.volatility ?? world.volatility,
      { work, username: LOCAL_USER, clock, calendar },
      log,
    ),
    store: work,
    clock: world.clock,
    ids: randomIds(),
    log,
    notifier: {
      async notify(alert) {
        onAlert(alert)
        await notifier.notify(alert)
      },
    },
    deadMan: webhookDeadMan({ ...hook, url: config.deadManUrl }),
    calendar: world.calendar,
    mustGiveWay: () => turns.mustGiveWay(),
    preset: presetOf(config, world),
  }
  return { value, logPath: file.path, close: () => file.close() }
}

function presetOf({ preset }: EngineConfig, { recorded }: BrokerWorld): CycleContext['preset'] {
  const found = recorded === null ? [] : [{ key: 'entry.underlyings', value: recorded.join(', ') }]
  return [...found, ...Object.entries(preset.values).map(([key, value]) => ({ key, value }))]
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
