import { systemClock } from '../../adapters/system/system-clock.ts'
import { randomIds } from '../../adapters/system/random-ids.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { ApiDeps } from '../../http/api-deps.ts'
import type { ApiApp } from '../../http/app.ts'
import { identityGuard } from '../../http/guard/identity-guard.ts'
import { peopleRoutes } from '../../http/people/people-routes.ts'
import { liveRoutes } from '../../http/routes/live-routes.ts'
import { type AccountMarket, optionRoutes } from '../../http/routes/option-routes.ts'
import type { ApiPlace } from '../engine/engine-config.ts'
import type { OpenedHost } from '../host/assemble-host.ts'
import type { PeopleServices } from '../people/people-services.ts'
import { hostVitals } from './host-vitals.ts'
import { publicOrigins } from './public-origins.ts'
import { type ApiServer, serveApi } from './serve-api.ts'

/** Requests under way may take so long to their end. */
const GRACE_MS = 3_000

/**
 * Serves the API of a host of accounts.
 *
 * Refuses: `port_must_be_free`, `port_must_be_allowed`.
 */
export async function serveHost(
  place: ApiPlace,
  opened: OpenedHost,
  now: () => Instant,
): Promise<Result<ApiServer>> {
  const { signIn } = opened.people
  if (signIn === undefined) throw new Error('an API needs somebody who lets people in')
  const { host, port } = place
  try {
    const server = await serveApi(depsOf(place, opened, signIn, now), {
      host,
      port,
      names: [urlHost(host)],
      publicOrigins: publicOrigins(place),
      extend: (app) => addRoutes(app, opened, signIn, now),
      graceMs: GRACE_MS,
    })
    return ok(server)
  } catch (error) {
    return notServed(place, error)
  }
}

/** What people keep here, what there is to trade, and the switch for money. */
function addRoutes(
  app: ApiApp,
  opened: OpenedHost,
  { gate, desk }: PeopleServices,
  now: () => Instant,
): void {
  const identified = identityGuard(gate)
  const { host, store, config } = opened
  const live = { work: store, wallNow: now, isAllowed: config.isLiveAllowed }
  const close = (username: string, account: string) => host.close(username, account)
  app.route('/api/v1', liveRoutes({ live, close }, identified))
  app.route('/api/v1', optionRoutes({ marketOf: (...of) => marketOf(opened, ...of) }, identified))
  app.use('/api/v1/*', identified)
  app.route('/api/v1', peopleRoutes({ desk }))
}

function depsOf(
  { origin }: ApiPlace,
  { host, store, people, log, core, changes }: OpenedHost,
  { gate }: PeopleServices,
  now: () => Instant,
): Omit<ApiDeps, 'hosts' | 'origins'> {
  const isOwnOpen = (): boolean => host.accountOf(core.view.username, core.view.account) !== null
  return {
    people: gate,
    directory: host,
    feed: people.feed,
    changes,
    store,
    now,
    ids: randomIds(),
    log: log.ofProcess(systemClock()),
    // A proxy in front stands on this machine.
    proxies: origin === null ? [] : ['127.0.0.1', '::1'],
    async ready() {
      const database = await store
        .transact(core.view.username, (tx) => tx.accounts())
        .then(
          () => true,
          () => false,
        )
      return { database, engine: isOwnOpen() }
    },
    vitals: () => hostVitals(host.running(), now()),
    metricsToken: null,
  }
}

function marketOf({ host }: OpenedHost, username: string, account: string | null): AccountMarket | null {
  const wanted = account ?? host.accountsOf(username)[0]?.view.account
  const core = wanted === undefined ? null : host.coreOf(username, wanted)
  return core === null ? null : { view: core.view, market: core.engine.context.market }
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function notServed({ host, port }: ApiPlace, error: unknown): Result<never> {
  if (!(error instanceof Error && 'code' in error)) throw error
  if (error.code === 'EADDRINUSE') {
    return refuse(
      'port_must_be_free',
      `Port ${port} of ${host} is taken by another program; give another with --port, or --no-api to start without the API.`,
    )
  }
  return refuse(
    'port_must_be_allowed',
    `The API cannot listen on ${host}, port ${port} (${String(error.code)}); give another with --port.`,
  )
}
