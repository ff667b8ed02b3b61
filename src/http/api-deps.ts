import type { Instant } from '../domain/calendar/instant.ts'
import type { BrokerEnvironment } from '../ports/broker-account.ts'
import type { Ids } from '../ports/ids.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store/store.ts'
import type { AccountDirectory } from '../service/accounts/account-directory.ts'
import type { ChangeCounter } from '../service/events/change-counter.ts'
import type { EventFeed } from '../service/events/event-feed.ts'
import type { PeopleDoor } from '../service/people/people-door.ts'

/** How engines of one kind do, all users together: no figure tells of one. */
export interface EngineVital {
  readonly environment: BrokerEnvironment
  readonly engines: number
  /** Calls to the broker in the last minute, of the engine that makes the most. */
  readonly callsInLastMinute: number
  /** Seconds since the last monitor of the engine whose last is the longest ago; null before the first. */
  readonly monitorAgeSeconds: number | null
}

/** Limits of the door; the usual ones unless given. */
export interface ApiLimits {
  /** Requests at once, and how many come back in a second, of one person with all their sessions and keys. */
  readonly burst: number
  readonly perSecond: number
  /** Streams of events that one person may have open. */
  readonly streams: number
  /** How long made bytes of a list may be given again at most, for what other processes change. */
  readonly listMs: number
  readonly heartbeatMs: number
}

export const API_LIMITS: ApiLimits = {
  burst: 240,
  perSecond: 10,
  streams: 10,
  listMs: 1_000,
  heartbeatMs: 15_000,
}

/** What the API is put together from. */
export interface ApiDeps {
  readonly people: PeopleDoor
  readonly directory: AccountDirectory
  readonly feed: EventFeed
  readonly changes: Pick<ChangeCounter, 'of'>
  /** The store that the accounts are on, counted by `changes`. */
  readonly store: Pick<Store, 'transact' | 'reads'>
  /** The wall's time. */
  readonly now: () => Instant
  readonly ids: Ids
  readonly log: Log
  /** `host:port` under which the API may be called: others are a name that points here without our knowing. */
  readonly hosts: readonly string[]
  /** Of our own pages: `http://localhost:8730`. */
  readonly origins: readonly string[]
  /** Addresses or networks of proxies whose word on where a request comes from is taken. */
  readonly proxies: readonly string[]
  /** What must work for the API to be of use, by name. */
  readonly ready: () => Promise<Readonly<Record<string, boolean>>>
  readonly vitals: () => readonly EngineVital[]
  /** Lets a scraper on this machine read the metrics; null leaves them to admins. */
  readonly metricsToken: string | null
  readonly limits?: Partial<ApiLimits>
}
