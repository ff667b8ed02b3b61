import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { ApiDeps } from '../api-deps.ts'
import type { ApiContext, ApiEnv } from '../api-env.ts'
import type { ApiMetrics } from '../metrics.ts'
import { needs } from '../needs.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Whether a scraper on this machine shows the token that was made for it. */
function isScraper(c: ApiContext, token: string | null): boolean {
  const address = c.env?.incoming?.socket?.remoteAddress
  const shown = c.req.header('authorization')
  if (token === null || token === '' || shown === undefined || !LOOPBACK.has(address ?? '')) return false
  const [given, wanted] = [Buffer.from(shown), Buffer.from(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** What whoever runs the server looks at: whether it lives, whether it is of use, and its figures. */
export function systemRoutes({ ready, vitals, metricsToken }: ApiDeps, metrics: ApiMetrics) {
  const adminOnly = needs('admin')
  const text = async (c: ApiContext): Promise<Response> =>
    c.body(await metrics.text(vitals()), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  return new Hono<ApiEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }, 200))
    .get('/readyz', async (c) => {
      const parts = await ready()
      const isReady = Object.values(parts).every(Boolean)
      return c.json({ status: isReady ? 'ready' : 'not ready', parts }, isReady ? 200 : 503)
    })
    .get(
      '/metrics',
      (c, next) => (isScraper(c, metricsToken) ? text(c) : adminOnly(c, next)),
      (c) => text(c),
    )
}
