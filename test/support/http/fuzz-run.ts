import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { NEIGHBOUR, apiWorld, type ApiWorld } from './api-world.ts'
import { everyRoute } from './every-route.ts'
import { Fuzz, type FuzzRequest } from './fuzz-requests.ts'

/** What must be in no answer to the other user, and what in none at all. */
const OWN_CANARY = 'canary-of-the-trader-7c1f'
const SECRETS = ['world-token-1', 'metrics-token-1']

/** What a run found; each list holds the requests that broke the rule. */
export interface FuzzFindings {
  readonly requests: number
  readonly byStatus: Readonly<Record<number, number>>
  readonly bugs: readonly string[]
  readonly leaks: readonly string[]
  readonly secrets: readonly string[]
}

/** A world in which the first user has rows of every kind, and a canary in those that take words. */
async function stocked(): Promise<{
  readonly api: ApiWorld
  readonly canaries: readonly string[]
  readonly ids: string[]
}> {
  const api = await apiWorld()
  const tradeId = await api.open()
  const send = (path: string, body: unknown) =>
    api.ask(path, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': `stock-${path.replaceAll('/', '-')}` },
    })
  const paused = await send('/api/v1/risk/pause', { reason: OWN_CANARY })
  if (paused.status !== 200) throw new Error(await paused.text())
  await send('/api/v1/risk/resume', {})
  await api.ask('/api/v1/risk/hard-stop', {
    method: 'POST',
    body: { reason: OWN_CANARY },
    headers: { 'idempotency-key': 'stock-hard-stop' },
  })
  await runMonitor(api.world.engine)
  const own = await api.world.read(async (tx) => ({
    orders: await tx.recentOrders(api.world.context.account, 10),
    snapshots: await tx.latestSnapshots(api.world.context.account, 10),
  }))
  const snapshots = own.snapshots.map(({ id }) => id)
  return { api, canaries: [OWN_CANARY, tradeId, ...snapshots], ids: [tradeId, ...snapshots, 'never-was'] }
}

/** Sends requests as the neighbour of a user who has something to hide, and looks at every answer and every line of the log. */
export async function fuzzApi(seed: number, requests: number): Promise<FuzzFindings> {
  const { api, canaries, ids } = await stocked()
  const routes = everyRoute(api.app).filter(
    ({ path }) => !path.startsWith('/docs') && path !== '/api/v1/events',
  )
  const fuzz = new Fuzz(seed, routes, ids)
  const byStatus: Record<number, number> = {}
  const [bugs, leaks, secrets]: [string[], string[], string[]] = [[], [], []]
  for (let i = 0; i < requests; i++) {
    const request = fuzz.request()
    const response = await sent(api, request)
    if (response === null) continue
    const text = (await response.text()) + JSON.stringify([...response.headers])
    byStatus[response.status] = (byStatus[response.status] ?? 0) + 1
    const name = `seed ${seed}, request ${i}: ${JSON.stringify(request)}`
    if (response.status === 500) bugs.push(name)
    // What the neighbour themselves sent may come back; the id of a request is nobody's.
    if (canaries.some((canary) => text.includes(canary) && !JSON.stringify(request).includes(canary)))
      leaks.push(name)
    if (SECRETS.some((secret) => text.includes(secret))) secrets.push(name)
  }
  const log = JSON.stringify(api.log)
  for (const secret of SECRETS) if (log.includes(secret)) secrets.push(`the log has ${secret}`)
  return { requests, byStatus, bugs, leaks, secrets }
}

/** Null for what cannot be sent at all: a header or a path that the client refuses to write. */
async function sent(api: ApiWorld, { path, ...request }: FuzzRequest): Promise<Response | null> {
  try {
    return await api.ask(path, { ...request, as: NEIGHBOUR })
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
