import type { SSEStreamingApi } from 'hono/streaming'
import { streamSSE } from 'hono/streaming'
import { API_LIMITS } from '../api-deps.ts'
import type { FeedEvent } from '../../service/events/event-feed.ts'
import type { ApiMetrics } from '../metrics.ts'
import { identityOf, needs } from '../needs.ts'
import type { Desk } from '../on-account.ts'
import { problem } from '../problem.ts'
import { apiPart } from '../route-parts.ts'

/** A client that has so many events to take is too slow: it is let go, and asks for the rest when it comes again. */
const MOST_WAITING = 1_000

/** Events on their way to one client. */
class Outbox {
  readonly #waiting: (FeedEvent | null)[] = []
  #wake: () => void = () => undefined
  isOverfull = false

  put(event: FeedEvent | null): void {
    if (this.#waiting.length >= MOST_WAITING) this.isOverfull = true
    else this.#waiting.push(event)
    this.#wake()
  }

  /** What waits now, or what comes within a time; empty when nothing does. */
  async take(ms: number): Promise<readonly (FeedEvent | null)[]> {
    if (this.#waiting.length === 0 && !this.isOverfull) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        timer = setTimeout(resolve, ms)
      })
      clearTimeout(timer)
    }
    return this.#waiting.splice(0)
  }

  end(): void {
    this.#wake()
  }
}

async function send(stream: SSEStreamingApi, events: readonly (FeedEvent | null)[]): Promise<void> {
  for (const event of events) {
    if (event === null) await stream.writeSSE({ event: 'lost', data: '{}' })
    else {
      const { id, kind, at, account, data } = event
      await stream.writeSSE({ id: String(id), event: kind, data: JSON.stringify({ at, account, data }) })
    }
  }
}

function lastEventId(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : null
}

/** How many streams each person has open. */
class OpenStreams {
  readonly #open = new Map<string, number>()

  of(username: string): number {
    return this.#open.get(username) ?? 0
  }

  count(username: string, by: 1 | -1): void {
    const now = this.of(username) + by
    if (now === 0) this.#open.delete(username)
    else this.#open.set(username, now)
  }
}

/** Sends what comes until the client, its session or its patience is gone; a beat of the heart when nothing comes. */
async function pump(
  stream: SSEStreamingApi,
  outbox: Outbox,
  heartbeatMs: number,
  isStill: () => Promise<boolean>,
) {
  await stream.write(': connected\n\n')
  while (!stream.aborted && !stream.closed && !outbox.isOverfull) {
    const events = await outbox.take(heartbeatMs)
    // Asked before every word, since news may come more often than there is time for a beat.
    if (stream.aborted || !(await isStill())) return
    if (events.length > 0) await send(stream, events)
    else if (!outbox.isOverfull) await stream.write(': heartbeat\n\n')
  }
}

const PATH = {
  method: 'get' as const,
  path: '/events',
  tags: ['events'],
  summary: 'News as server-sent events, with ids; Last-Event-ID resumes.',
  security: [{ session: [] }, { key: [] }],
  responses: { 200: { description: 'A stream of events.', content: { 'text/event-stream': {} } } },
}

/**
 * News as server-sent events, so that screens need not ask again and again. `lost` says that some of it is gone: read the
 * lists anew. The stream ends when the session or key does.
 */
export function eventRoutes({ deps }: Desk, metrics: ApiMetrics) {
  const { feed, people, log } = deps
  const { streams, heartbeatMs } = { ...API_LIMITS, ...deps.limits }
  const open = new OpenStreams()
  const part = apiPart()
  part.openAPIRegistry.registerPath(PATH)
  part.get('/events', needs('read'), (c) => {
    const { username } = identityOf(c)
    // Nobody would take what comes, and nothing would end it.
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
    if (open.of(username) >= streams) {
      return problem(c, 429, 'streams_must_be_few', `Close a stream first; ${streams} may be open.`)
    }
    const { headers } = c.req.raw
    const isStill = async (): Promise<boolean> => (await people.identify(headers))?.username === username
    open.count(username, 1)
    metrics.streamOpened()
    return streamSSE(c, async (stream) => {
      const outbox = new Outbox()
      stream.onAbort(() => outbox.end())
      const lastId = lastEventId(c.req.header('last-event-id'))
      const stop = feed.listen(username, lastId, (event) => outbox.put(event))
      try {
        await pump(stream, outbox, heartbeatMs, isStill)
      } catch (error) {
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
        log.write('error', '[http]', 'a stream of events met a bug', { error: why })
      } finally {
        stop()
        open.count(username, -1)
        metrics.streamClosed()
      }
    })
  })
  return part
}
