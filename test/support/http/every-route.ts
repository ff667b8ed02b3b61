import type { ApiApp } from '../../../src/http/app.ts'

/** A route as the app has it. */
export interface Route {
  readonly method: string
  /** `/api/v1/trades/:id` */
  readonly path: string
}

/** What anybody may ask: that the server lives, what the API is, and how to sign in. */
export const PUBLIC: ReadonlySet<string> = new Set([
  '/healthz',
  '/readyz',
  '/docs',
  '/docs/begin.js',
  '/docs/swagger-ui.css',
  '/docs/swagger-ui-bundle.js',
  '/api/v1/openapi.json',
])

/** Every route that is registered, from the app itself: none can be forgotten. What people's own door answers is left out. */
export function everyRoute(app: ApiApp): readonly Route[] {
  const found = new Map<string, Route>()
  for (const { method, path } of app.routes) {
    if (path.includes('*')) continue
    found.set(`${method} ${path}`, { method, path })
  }
  return [...found.values()]
}

const WISH = {
  strategy: 'LONG_CALL',
  root: 'SPY',
  expiration: '2026-10-16',
  strikes: ['650'],
  quantity: 1,
  limit: '5.20',
}

const BODIES: Readonly<Record<string, unknown>> = {
  'POST /api/v1/accounts': { environment: 'exchange' },
  'POST /api/v1/trades': WISH,
  'POST /api/v1/trades/preview': WISH,
  'POST /api/v1/trades/adopt': { ...WISH, limit: undefined, quantity: 3 },
  'POST /api/v1/trades/:id/close': { version: 1 },
  'POST /api/v1/trades/:id/adjust': { version: 1, stopLoss: '2.50', takeProfit: null },
  'POST /api/v1/trades/:id/cancel': { version: 1 },
  'POST /api/v1/trades/:id/manage': { managed: false },
  'POST /api/v1/trades/:id/cover': { typed: 'SPY261016C00650000' },
  'PUT /api/v1/settings': { version: 'x', values: {} },
  'POST /api/v1/risk/pause': { reason: 'a test' },
  'POST /api/v1/risk/hard-stop': { reason: 'a test' },
  'POST /api/v1/risk/release': { typed: 'no' },
  'POST /api/v1/flatten': { typed: 'no' },
}

/** A request of a route that its schema takes; paths get an id that never was. */
export function requestFor(route: Route): {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
} {
  const path = route.path.replace(/:\w+/g, 'never-was')
  if (route.method === 'GET') return { path, headers: {}, body: undefined }
  const headers = { 'idempotency-key': `key-${route.method}-${path.replaceAll(/\W/g, '-')}` }
  if (route.method === 'DELETE') return { path, headers, body: undefined }
  return { path, headers, body: BODIES[`${route.method} ${route.path}`] ?? {} }
}
