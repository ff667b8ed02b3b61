import { hostname } from 'node:os'
import type { EngineListener } from '../../cli/engine-door.ts'
import { sleepFor, systemClock } from '../../adapters/system/system-clock.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Store } from '../../ports/store/store.ts'
import { ChangeCounter } from '../../service/events/change-counter.ts'
import type { EventFeed } from '../../service/events/event-feed.ts'
import { secretValues } from '../config/secret-values.ts'
import { type AccountCore, LOCAL_USER } from '../engine/account-core.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import { writeEngineRecord } from '../engine/engine-record.ts'
import type { MarketWorld } from '../engine/market-world.ts'
import type { ExchangeSurroundings } from '../exchange/assemble-exchange.ts'
import { AccountHost } from './account-host.ts'
import { AccountKeeper, type KeeperParts } from './account-keeper.ts'
import type { AccountListener } from './account-run.ts'
import type { AccountPlan } from './account-slot.ts'
import { BrokerFactory, type OwnAccount } from './broker-factory.ts'
import { type HostLog, openHostLog } from './host-log.ts'
import type { HostPeople } from './host-people.ts'
import { openPaperExchange, type PaperExchange } from './open-paper-exchange.ts'
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
  /** Counted by `changes`. */
  readonly store: Store
  readonly changes: ChangeCounter
  readonly people: HostPeople
  readonly log: HostLog
  /** Ends what runs, saves the exchange and lets the store and its folder go, in this order. */
  close(): Promise<Result<true>>
}

/** What a host is put together from. */
export interface HostMaking {
  readonly store: Store
  readonly config: EngineConfig
  readonly listener: EngineListener
  readonly surroundings: EngineSurroundings
  readonly people: HostPeople
  /** Names this process in leases; by its folder or its number unless given. */
  readonly holder?: string
  /** How accounts rest after a failure; on the wall's time unless given. */
  readonly sleep?: KeeperParts['sleep']
  /** Ways to brokers in place of the usual ones, which are handed in. */
  readonly brokersOf?: (usual: BrokerFactory) => Pick<BrokerFactory, 'worldOf'>
}

/** Puts a host together on a store that is open. Refuses as `openPaperExchange` and `AccountHost.openOwn` do. */
export async function assembleHost(making: HostMaking): Promise<Result<OpenedHost>> {
  const { config, listener, surroundings, people } = making
  const changes = new ChangeCounter()
  const store: Store = { ...making.store, ...changes.counting(making.store) }
  const { calendar } = surroundings
  const exchange = config.broker === 'exchange' ? await openPaperExchange(config, surroundings) : ok(null)
  if (!exchange.ok) return exchange
  const markets = { sandbox: tradierMarket('sandbox', calendar), live: tradierMarket('live', calendar) }
  const log = openHostLog(config.dataFolder, listener.onLogLine)
  log.addSecrets(secretValues(surroundings.environment))
  log.addSecrets(people.signIn?.secrets ?? [])
  people.signIn?.log.sendTo(log.ofProcess(systemClock()))
  const host = hostOf({ ...making, store, exchange: exchange.value, markets, log })
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
  return ok({ config, host, core: core.value, market, store, changes, people, log, close })
}

interface Parts extends HostMaking {
  readonly exchange: PaperExchange | null
  readonly markets: Readonly<Record<'sandbox' | 'live', MarketWorld>>
  readonly log: HostLog
}
function hostOf(parts: Parts): AccountHost {
  const { store, config, listener, surroundings, exchange, markets, log, people } = parts
  const { broker, accountId, token, orats, isLiveAllowed } = config
  const own: OwnAccount = { username: LOCAL_USER, key: { environment: broker, accountId }, token }
  const usual = new BrokerFactory({
    exchange,
    markets,
    connections: new TradierConnections(surroundings.connectTradier ?? connectTradierSocket),
    vault: people.vault,
    choices: store,
    isLiveAllowed,
    own,
  })
  const brokers = parts.brokersOf?.(usual) ?? usual
  const holder = parts.holder ?? holderOf(config)
  const keeper = new AccountKeeper({
    brokers,
    surroundings: { store, log, wallNow: surroundings.now, holder, orats },
    sleep: parts.sleep ?? sleepFor,
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
