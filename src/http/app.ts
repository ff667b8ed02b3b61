import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ApiDeps } from './api-deps.ts'
import type { ApiContext, ApiEnv } from './api-env.ts'
import { entrance, identification } from './entrance.ts'
import { bodyGuard } from './guard/body-guard.ts'
import { clientAddress } from './guard/client-address.ts'
import type { GuardEnv } from './guard/guard-env.ts'
import { hostGuard } from './guard/host-guard.ts'
import { sameOriginGuard } from './guard/same-origin-guard.ts'
import { securityHeaders } from './guard/security-headers.ts'
import type { ApiMetrics } from './metrics.ts'
import type { Desk } from './on-account.ts'
import { notFound, problem } from './problem.ts'
import { type SharedParts, sharedParts } from './shared-parts.ts'
import { accountRoutes } from './routes/account-routes.ts'
import { docRoutes } from './routes/doc-routes.ts'
import { eventRoutes } from './routes/event-routes.ts'
import { proposalRoutes } from './routes/proposal-routes.ts'
import { recordRoutes } from './routes/record-routes.ts'
import { endRoutes, riskRoutes } from './routes/risk-routes.ts'
import { settingRoutes } from './routes/setting-routes.ts'
import { systemRoutes } from './routes/system-routes.ts'
import { tradeListRoutes } from './routes/trade-list-routes.ts'
import { tradeRoutes } from './routes/trade-routes.ts'
import { tradeStateRoutes } from './routes/trade-state-routes.ts'

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Legwork',
    version: '1',
    description:
      'Prices are decimal texts of dollars per share, money integers of cents, instants epoch milliseconds, days New York days.',
  },
}

/** What is under `/api/v1`. */
function version1(desk: Desk, metrics: ApiMetrics) {
  return new OpenAPIHono<ApiEnv>()
    .route('/', accountRoutes(desk))
    .route('/', tradeListRoutes(desk))
    .route('/', tradeRoutes(desk))
    .route('/', tradeStateRoutes(desk))
    .route('/', recordRoutes(desk))
    .route('/', proposalRoutes(desk))
    .route('/', settingRoutes(desk))
    .route('/', riskRoutes(desk))
    .route('/', endRoutes(desk))
    .route('/', eventRoutes(desk, metrics))
}

/** A bug answers with the id of the request, by which the log has the rest, and with nothing else. */
function answerBug(c: ApiContext, { log }: ApiDeps, error: Error): Response {
  if (error instanceof HTTPException && error.status < 500) {
    return problem(c, 400, 'body_must_be_json', 'The body cannot be read as JSON.')
  }
  const requestId = c.get('requestId')
  log.write('error', '[http]', 'a request met a bug', {
    requestId,
    method: c.req.method,
    path: c.req.path,
    error: error.stack ?? String(error),
  })
  const body = {
    type: 'about:blank',
    title: 'Internal error',
    status: 500,
    code: 'internal_error',
    requestId,
  }
  return c.body(JSON.stringify(body), 500, { 'content-type': 'application/problem+json' })
}

/** What turns away a request before anything is looked up for it. */
function guardsOf({ hosts, origins }: ApiDeps): readonly MiddlewareHandler<ApiEnv>[] {
  // The first is the one that browsers are told; this machine's own names are among the rest, without TLS.
  const isHttps = origins[0]?.startsWith('https:') === true
  const guards: readonly MiddlewareHandler<GuardEnv>[] = [
    securityHeaders(isHttps),
    hostGuard(hosts),
    sameOriginGuard(origins),
    bodyGuard(),
  ]
  // Who asks is known to no guard: they stand before that is found out.
  return guards as unknown as readonly MiddlewareHandler<ApiEnv>[]
}

/** The API as one app: hand its `fetch` to a server, or a request to it in a test. */
export function createApi(deps: ApiDeps, shared: SharedParts = sharedParts(deps)) {
  const { metrics, lists, buckets } = shared
  const desk: Desk = { deps, lists }
  const app = new OpenAPIHono<ApiEnv>()
  app.use(entrance(deps, metrics))
  for (const guard of guardsOf(deps)) app.use(guard)
  app.use(identification(deps, buckets))
  app.onError((error, c) => answerBug(c, deps, error))
  app.notFound((c) => notFound(c))
  const addressOf = clientAddress(deps.proxies)
  app.all('/api/auth/*', (c) => {
    const peer = c.env?.incoming?.socket?.remoteAddress ?? null
    return deps.people.handle(c.req.raw, addressOf(peer, c.req.header('x-forwarded-for') ?? null))
  })
  const api = app
    .route('/api/v1', version1(desk, metrics))
    .route('/', systemRoutes(deps, metrics))
    .route('/', docRoutes())
  for (const [name, scheme] of Object.entries(SCHEMES)) {
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme)
  }
  app.doc31('/api/v1/openapi.json', DOCUMENT)
  return api
}

const SCHEMES = {
  session: { type: 'apiKey', in: 'cookie', name: '__Host-legwork.session' },
  key: { type: 'http', scheme: 'bearer' },
} as const

/** What the typed client is made from. */
export type ApiApp = ReturnType<typeof createApi>
