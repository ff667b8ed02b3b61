import { hostname } from 'node:os'
import type { EngineListener, EngineWish } from '../../cli/engine-door.ts'
import { sleepFor } from '../../adapters/system/system-clock.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Store } from '../../ports/store/store.ts'
import type { EventFeed } from '../../service/events/event-feed.ts'
import { type AccountCore, LOCAL_USER } from '../engine/account-core.ts'
import { dataFolderOf, type EngineConfig, engineConfig } from '../engine/engine-config.ts'
import { readEngineRecord, writeEngineRecord } from '../engine/engine-record.ts'
import type { MarketWorld } from '../engine/market-world.ts'
import { openStore, prepareDataFolder } from '../engine/open-store.ts'
import type { ExchangeSurroundings } from '../exchange/assemble-exchange.ts'
import { AccountHost } from './account-host.ts'
import { AccountKeeper } from './account-keeper.ts'
import type { AccountListener } from './account-run.ts'
import type { AccountPlan } from './account-slot.ts'
import { BrokerFactory, type OwnAccount } from './broker-factory.ts'
import { type HostLog, openHostLog } from './host-log.ts'
import { openPaperExchange, type PaperExchange } from './open-paper-exchange.ts'
import { type HostPeople, openPeople } from './open-people.ts'
import { tellFeed } from './tell-feed.ts'
import {
  connectTradierSocket,
  TradierConnections,
  type TradierConnector,
  tradierMarket,
} from './tradier-market.ts'

/** What an engine is handed from outside. */
export interface EngineSurroundings extends ExchangeSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Reaches Tradier; a test hands in what reaches no broker. */
  readonly connectTradier?: TradierConnector
}

/** A host whose own account is open, its cycles not yet begun; and how to close all of it. */
export interface OpenedHost {
  readonly config: EngineConfig
  readonly host: AccountHost
  /** The engine of the process's own account. */
  readonly core: AccountCore
  readonly market: MarketWorld
  readonly store: Store
  readonly people: HostPeople
  readonly log: HostLog
  /** Whether accounts end, the exchange is saved and the folder let go; in this order. */
  close(): Promise<Result<true>>
}

/**
 * Opens everything that a process of accounts needs, in the order in which it can be refused without harm:
 * configuration, folder and database, market, the process's own account. What was opened is closed again when a later
 * step is refused or fails.
 */
export async function openHost(
  wish: EngineWish,
  listener: EngineListener,
  surroundings: EngineSurroundings,
): Promise<Result<OpenedHost>> {
  const { environment } = surroundings
  const configured = engineConfig(wish, environment, readEngineRecord(dataFolderOf(wish, environment)))
  if (!configured.ok) return configured
  const config = configured.value
  const folder = prepareDataFolder(config.dataFolder)
  if (!folder.ok) return folder
  const store = await openStore(config)
  if (!store.ok) return store
  return closingOnRefusal(store.value, () => openOn(store.value, config, listener, surroundings))
}

async function closingOnRefusal(
  store: Store,
  open: () => Promise<Result<OpenedHost>>,
): Promise<Result<OpenedHost>> {
  let opened: Result<OpenedHost> | null = null
  try {
    opened = await open()
    return opened
  } finally {
    if (opened?.ok !== true) await store.close()
  }
}

async function openOn(
  store: Store,
  config: EngineConfig,
  listener: EngineListener,
  surroundings: EngineSurroundings,
): Promise<Result<OpenedHost>> {
  const { calendar } = surroundings
  const exchange = config.broker === 'exchange' ? await openPaperExchange(config, surroundings) : ok(null)
  if (!exchange.ok) return exchange
  const markets = { sandbox: tradierMarket('sandbox', calendar), live: tradierMarket('live', calendar) }
  const log = openHostLog(config.dataFolder, listener.onLogLine)
  log.addSecrets([config.databaseUrl, config.directUrl, config.alertUrl, config.deadManUrl])
  const people = openPeople({ store, config })
  const parts = { store, config, listener, surroundings, exchange: exchange.value, markets, log, people }
  const host = hostOf(parts)
  const core = await host.openOwn()
  if (!core.ok) {
    log.close()
    return core
  }
  const { broker, market: choice, speed, seed, presetName: preset } = config
  writeEngineRecord(config.dataFolder, { broker, market: choice, speed, seed, preset })
  const { market } = core.value.world
  const close = async (): Promise<Result<true>> => {
    await host.end()
    const saved = await market.save()
    log.close()
    await store.close()
    return saved
  }
  return ok({ config, host, core: core.value, market, store, people, log, close })
}

interface Parts {
  readonly store: Store
  readonly config: EngineConfig
  readonly listener: EngineListener
  readonly surroundings: EngineSurroundings
  readonly exchange: PaperExchange | null
  readonly markets: Readonly<Record<'sandbox' | 'live', MarketWorld>>
  readonly log: HostLog
  readonly people: HostPeople
}

function hostOf({
  store,
  config,
  listener,
  surroundings,
  exchange,
  markets,
  log,
  people,
}: Parts): AccountHost {
  const { broker, accountId, token, orats, isLiveAllowed } = config
  const own: OwnAccount = { username: LOCAL_USER, key: { environment: broker, accountId }, token }
  const brokers = new BrokerFactory({
    exchange,
    markets,
    connections: new TradierConnections(surroundings.connectTradier ?? connectTradierSocket),
    vault: people.vault,
    choices: store,
    isLiveAllowed,
    own,
  })
  const holder = holderOf(config)
  const keeper = new AccountKeeper({
    brokers,
    surroundings: { store, log, wallNow: surroundings.now, holder, orats },
    sleep: sleepFor,
  })
  const listenerOf = feeding(people.feed)
  const ownListener = listenerOf(LOCAL_USER, `${broker}:${accountId}`)
  const plan: AccountPlan = {
    username: own.username,
    key: own.key,
    preset: config.preset.values,
    alertUrl: config.alertUrl,
    deadManUrl: config.deadManUrl,
    onEvent(event) {
      listener.onEvent(event)
      ownListener(event)
    },
  }
  return new AccountHost({ store, brokers, keeper, paper: exchange?.accounts ?? null, own: plan, listenerOf })
}

function feeding(feed: EventFeed) {
  return (username: string, account: string): AccountListener =>
    (event) =>
      tellFeed(feed, username, account, event)
}

/** On the embedded database only one process can have the folder, so a lease that a killed one left is ours. */
function holderOf({ databaseUrl, dataFolder }: EngineConfig): string {
  return databaseUrl === null ? `folder ${dataFolder}` : `${hostname()} ${process.pid}`
}
