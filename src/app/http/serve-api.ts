import { createServer, type Server } from 'node:http'
import { systemClock } from '../../adapters/system/system-clock.ts'
import { randomIds } from '../../adapters/system/random-ids.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { createApi } from '../../http/app.ts'
import type { ApiDeps } from '../../http/api-deps.ts'
import { identityGuard } from '../../http/guard/identity-guard.ts'
import { peopleRoutes } from '../../http/people/people-routes.ts'
import { type AccountMarket, optionRoutes } from '../../http/routes/option-routes.ts'
import { liveRoutes } from '../../http/routes/live-routes.ts'
import type { ApiPlace } from '../engine/engine-config.ts'
import type { OpenedHost } from '../host/assemble-host.ts'
import { ownOrigins } from '../people/own-origins.ts'
import { sharedParts } from '../../http/shared-parts.ts'
import { answerRequests } from './answer-requests.ts'
import { hostVitals } from './host-vitals.ts'

/** The API on a socket. */
export interface ApiServer {
  /** Where it is reached: `http://127.0.0.1:8730`. */
  readonly url: string
  /** Takes no more requests, lets those under way end, and ends streams. */
  close(): Promise<void>
}

/** Requests under way may take so long to their end. */
const GRACE_MS = 3_000
/** Slow senders hold no socket for longer; a stream is an answer, and is not a slow sender. */
const REQUEST_MS = 30_000

/**
 * Serves the API of a host of accounts.
 *
 * Refuses: `port_must_be_free`, `port_must_be_allowed`.
 */
export async function serveApi(
  place: ApiPlace,
  opened: OpenedHost,
  now: () => Instant,
): Promise<Result<ApiServer>> {
  const { signIn } = opened.people
  if (signIn === undefined) throw new Error('an API needs somebody who lets people in')
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS })
  const port = await listen(server, place)
  if (!port.ok) return port
  const deps = depsOf({ ...place, port: port.value }, opened, now)
  const shared = sharedParts(deps)
  const app = createApi(deps, shared)
  const identified = identityGuard(signIn.gate)
  const live = { work: opened.store, wallNow: now, isAllowed: opened.config.isLiveAllowed }
  const close = (username: string, account: string) => opened.host.close(username, account)
  app.route('/api/v1', liveRoutes({ live, close }, identified))
  app.route('/api/v1', optionRoutes({ marketOf: (...of) => marketOf(opened, ...of) }, identified))
  app.use('/api/v1/*', identified)
  app.route('/api/v1', peopleRoutes({ desk: signIn.desk }))
  answerRequests(server, app, deps, shared)
  return ok({ url: `http://${urlHost(place.host)}:${port.value}`, close: () => end(server) })
}

function depsOf(
  place: ApiPlace,
  { host, store, people, log, core, changes }: OpenedHost,
  now: () => Instant,
): ApiDeps {
  const { port, hosts, origin } = place
  const names = ['localhost', '127.0.0.1', '[::1]', urlHost(place.host)].map((name) => `${name}:${port}`)
  const isOwnOpen = (): boolean => host.accountOf(core.view.username, core.view.account) !== null
  return {
    people: people.signIn!.gate,
    directory: host,
    feed: people.feed,
    changes,
    store,
    now,
    ids: randomIds(),
    log: log.ofProcess(systemClock()),
    hosts: [...new Set([...names, ...hosts, ...(origin === null ? [] : [new URL(origin).host])])],
    origins: ownOrigins(place),
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

async function listen(server: Server, { host, port }: ApiPlace): Promise<Result<number>> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code === 'EADDRINUSE') {
      return refuse(
        'port_must_be_free',
        `Port ${port} of ${host} is taken by another program; give another with --port, or --no-api to start without the API.`,
      )
    }
    return refuse(
      'port_must_be_allowed',
      `The API cannot listen on ${host}, port ${port} (${code}); give another with --port.`,
    )
  }
  const address = server.address()
  return ok(typeof address === 'object' && address !== null ? address.port : port)
}

async function end(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  server.closeIdleConnections()
  // A stream of events has no end of its own.
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(cut)
}
