import type { BackupReport, EngineListener, EngineWish } from '../../cli/engine-door.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Store } from '../../ports/store/store.ts'
import { backUpProcess } from '../backup/process-backup.ts'
import type { ExchangeSurroundings } from '../exchange/assemble-exchange.ts'
import { type AccountCore, openAccount } from './account-core.ts'
import type { BrokerWorld } from './broker-world.ts'
import { type EngineConfig, dataFolderOf, engineConfig } from './engine-config.ts'
import { readEngineRecord, writeEngineRecord } from './engine-record.ts'
import { openPaperWorld } from './open-paper-world.ts'
import { openStore, prepareDataFolder } from './open-store.ts'
import { openTradierWorld } from './open-tradier-world.ts'

/** What an engine is handed from outside. */
export interface EngineSurroundings extends ExchangeSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** An account that is open, and how to close all of it. */
export interface OpenedCore {
  readonly core: AccountCore
  readonly config: EngineConfig
  /** Makes a backup between two turns, into the configured folder or another. */
  backup(to: string | null): Promise<Result<BackupReport>>
  close(): Promise<Result<true>>
}

/**
 * Opens everything that an account needs, in the order in which it can be refused without harm: configuration, folder
 * and database, broker, account. What was opened is closed again when a later step is refused or fails.
 */
export async function openCore(
  wish: EngineWish,
  { onEvent, onLogLine }: EngineListener,
  surroundings: EngineSurroundings,
): Promise<Result<OpenedCore>> {
  const { environment, now } = surroundings
  const configured = engineConfig(wish, environment, readEngineRecord(dataFolderOf(wish, environment)))
  if (!configured.ok) return configured
  const config = configured.value
  const folder = prepareDataFolder(config.dataFolder)
  if (!folder.ok) return folder
  const store = await openStore(config)
  if (!store.ok) return store
  return closingOnRefusal(store.value, async () => {
    const world = await openWorld(config, surroundings)
    if (!world.ok) return world
    const core = await openAccount({
      config,
      store: store.value,
      world: world.value,
      wallNow: now,
      onLogLine,
      onAlert: ({ severity, title, body }) =>
        onEvent({ kind: 'alert', at: world.value.clock.now(), severity, title, body }),
    })
    if (!core.ok) return core
    const { broker, market, speed, seed, presetName: preset } = config
    writeEngineRecord(config.dataFolder, { broker, market, speed, seed, preset })
    const close = async (): Promise<Result<true>> => {
      const closed = await core.value.close()
      await store.value.close()
      return closed
    }
    const { exclusive } = core.value
    const atWork = {
      quiet: <Value>(work: () => Promise<Value>) => exclusive(() => world.value.during(work)),
      save: () => world.value.save(),
    }
    const exchange = config.broker === 'exchange' ? atWork : null
    const backup = (to: string | null) =>
      backUpProcess(config, store.value.dump, exchange, { to, now: now() })
    return ok({ core: core.value, config, backup, close })
  })
}

async function closingOnRefusal(
  store: Store,
  open: () => Promise<Result<OpenedCore>>,
): Promise<Result<OpenedCore>> {
  let opened: Result<OpenedCore> | null = null
  try {
    opened = await open()
    return opened
  } finally {
    if (opened?.ok !== true) await store.close()
  }
}

async function openWorld(
  config: EngineConfig,
  surroundings: EngineSurroundings,
): Promise<Result<BrokerWorld>> {
  if (config.broker === 'exchange') return openPaperWorld(config, surroundings)
  return openTradierWorld(config.broker, config.token!, surroundings.calendar)
}
