import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { systemClock } from '../../../src/adapters/system/system-clock.ts'
import { fernetVault } from '../../../src/adapters/vault/fernet-vault.ts'
import { newFernetKey } from '../../../src/adapters/vault/fernet.ts'
import { parseKeyRing } from '../../../src/adapters/vault/key-ring.ts'
import { assembleHost, type HostMaking, type OpenedHost } from '../../../src/app/host/assemble-host.ts'
import type { TradierConnector } from '../../../src/app/host/tradier-market.ts'
import { engineConfig } from '../../../src/app/engine/engine-config.ts'
import type { EngineEvent, EngineWish } from '../../../src/cli/engine-door.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../../src/domain/calendar/market-calendar.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { refuse } from '../../../src/domain/refusal.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import type { FeedEvent } from '../../../src/service/events/event-feed.ts'

const CALENDAR = buildMarketCalendar(2024, 2030)
const KEY = newFernetKey()

/** No test reaches a real broker: without a stand-in there is none. */
const NO_BROKER: TradierConnector = () => refuse('broker_must_be_given', 'There is no broker in this test.')

/** How a host is run in a test. */
export interface HostScene {
  readonly store?: Store
  readonly folder?: string
  readonly usernames?: readonly string[]
  readonly connectTradier?: TradierConnector
  readonly environment?: Readonly<Record<string, string>>
  readonly wish?: Partial<EngineWish>
  readonly holder?: string
  readonly sleep?: HostMaking['sleep']
  readonly brokersOf?: HostMaking['brokersOf']
}

/** A host of accounts on the built-in exchange, and what it told to whom. */
export interface RunningHost extends OpenedHost {
  readonly folder: string
  readonly told: readonly { readonly username: string; readonly event: Omit<FeedEvent, 'id'> }[]
  readonly shown: readonly EngineEvent[]
}

const WISH: EngineWish = {
  dataFolder: null,
  broker: null,
  market: null,
  day: tradingDay('2026-11-30'),
  speed: Infinity,
  seed: 11,
  preset: null,
  account: null,
  api: false,
  port: null,
}

/** A folder for a host, gone after the test's file. */
export function hostFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'legwork-host-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Opens a host; its market does not move and no cycle runs before `begin` and `play`. */
export async function openTestHost(folder: string, scene: HostScene = {}): Promise<RunningHost> {
  const { usernames = ['local'], environment = {}, store = memoryStore() } = scene
  const config = engineConfig({ ...WISH, dataFolder: folder, ...scene.wish }, environment, null)
  if (!config.ok) throw new Error(config.message)
  const told: { username: string; event: Omit<FeedEvent, 'id'> }[] = []
  const shown: EngineEvent[] = []
  const clock = systemClock()
  const feed = {
    tell: (username: string, event: Omit<FeedEvent, 'id'>) => void told.push({ username, event }),
    listen: () => () => {},
  }
  const vault = fernetVault({
    work: store,
    usernames: async () => usernames,
    keys: parseKeyRing(KEY),
    clock,
  })
  const opened = await assembleHost({
    store,
    config: config.value,
    listener: { onEvent: (event) => void shown.push(event), onLogLine: null },
    surroundings: {
      calendar: CALENDAR,
      now: () => instant(Date.now()),
      environment,
      connectTradier: scene.connectTradier ?? NO_BROKER,
    },
    people: { vault, feed, usernames: async () => usernames },
    ...(scene.holder === undefined ? {} : { holder: scene.holder }),
    ...(scene.sleep === undefined ? {} : { sleep: scene.sleep }),
    ...(scene.brokersOf === undefined ? {} : { brokersOf: scene.brokersOf }),
  })
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}`)
  return { ...opened.value, folder, told, shown }
}

/** Lets the market run until something is so; fails when it is not within so long of the wall's time. */
export async function playUntil(
  { market }: Pick<OpenedHost, 'market'>,
  isSo: () => Promise<boolean> | boolean,
  patienceMs = 60_000,
): Promise<void> {
  const until = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > until)
      throw new Error(`waited ${patienceMs} ms in vain; it is ${market.clock.now()} there`)
    await systemClock().sleep(20)
  }
}
