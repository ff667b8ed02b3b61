import { describe, expect, it, vi } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { FeedEvent } from '../../../src/service/events/event-feed.ts'
import { apiWorld, type ApiWorld, NEIGHBOUR } from '../../support/http/api-world.ts'

const told = (data: unknown): Omit<FeedEvent, 'id'> => ({
  at: instant(5),
  kind: 'trade',
  account: null,
  data,
})

/** Reads a stream until its text has what is waited for. */
class Reader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  text = ''

  constructor(response: Response) {
    this.#reader = response.body!.getReader()
  }

  async until(wanted: string): Promise<string> {
    while (!this.text.includes(wanted)) {
      const { value, done } = await this.#reader.read()
      if (done) throw new Error(`the stream ended without ${wanted}: ${this.text}`)
      this.text += new TextDecoder().decode(value)
    }
    return this.text
  }

  async end(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#reader.read()
      if (done) return
      this.text += new TextDecoder().decode(value)
    }
  }

  leave(): Promise<void> {
    return this.#reader.cancel()
  }
}

const listen = async (api: ApiWorld, headers: Record<string, string> = {}, as = 'trader') => {
  const response = await api.ask('/api/v1/events', { headers, as })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  return new Reader(response)
}

describe('the stream of events', () => {
  it('brings each user their own news, with ids, and beats when there is none', async () => {
    const api = await apiWorld()
    const [mine, theirs] = [await listen(api), await listen(api, {}, NEIGHBOUR)]
    await Promise.all([mine.until(': connected'), theirs.until(': connected')])
    api.feed.tell('trader', told({ secret: 'mine' }))
    expect(await mine.until('mine')).toContain(
      'event: trade\ndata: {"at":5,"account":null,"data":{"secret":"mine"}}\nid: 1',
    )
    await mine.until(': heartbeat')
    expect(await theirs.until(': heartbeat')).not.toContain('mine')
    await Promise.all([mine.leave(), theirs.leave()])
  })

  it('goes on after the last event that was seen, and says when some of it is lost', async () => {
    const api = await apiWorld()
    for (let i = 1; i <= 510; i += 1) api.feed.tell('trader', told({ i }))
    const resumed = await listen(api, { 'last-event-id': '508' })
    const text = await resumed.until('"i":510')
    expect(text).toContain('"i":509')
    expect(text).not.toContain('"i":508')
    expect(text).not.toContain('event: lost')
    const late = await listen(api, { 'last-event-id': '3' })
    expect(await late.until('"i":510')).toMatch(/^: connected\n\nevent: lost[\s\S]*"i":11}/)
    const ofAnotherLife = await listen(api, { 'last-event-id': '9000' })
    await ofAnotherLife.until('event: lost')
    await Promise.all([resumed.leave(), late.leave(), ofAnotherLife.leave()])
  })

  it('brings nothing more once the session is over, however much there is to tell', async () => {
    let isSignedIn = true
    const base = await apiWorld()
    const people = {
      ...base.deps.people,
      identify: async (headers: Headers) => (isSignedIn ? base.deps.people.identify(headers) : null),
    }
    const api = await apiWorld({ people })
    const stream = await listen(api)
    api.feed.tell('trader', told({ before: 1 }))
    await stream.until('"before":1')
    isSignedIn = false
    const telling = setInterval(() => api.feed.tell('trader', told({ after: 1 })), 5)
    try {
      await stream.end()
    } finally {
      clearInterval(telling)
    }
    expect(stream.text).not.toContain('"after"')
  }, 5_000)

  it('is not opened for who asks for its head alone, and would never take what comes', async () => {
    const api = await apiWorld()
    for (let i = 0; i < 12; i += 1) {
      const head = await api.ask('/api/v1/events', { method: 'HEAD' })
      expect(head.status).not.toBe(429)
    }
    const metrics = await (await api.ask('/metrics')).text()
    expect(metrics).toContain('legwork_event_streams 0')
    await (await listen(api)).leave()
  })

  it('closes without a word about it when who asks cannot be found out any more', async () => {
    let isBroken = false
    const base = await apiWorld()
    const people = {
      ...base.deps.people,
      identify: async (headers: Headers) => {
        if (isBroken) throw new Error('connection to postgres://login:canary-word@db is lost')
        return base.deps.people.identify(headers)
      },
    }
    const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const api = await apiWorld({ people })
    const stream = await listen(api)
    await stream.until(': connected')
    isBroken = true
    await stream.end()
    expect(stream.text).not.toContain('canary-word')
    expect(complained).not.toHaveBeenCalled()
    expect(api.log.some(({ message }) => message === 'a stream of events met a bug')).toBe(true)
    complained.mockRestore()
  })

  it('ends with the session, counts what is open, and opens no more than a few for one person', async () => {
    let isSignedIn = true
    const base = await apiWorld()
    const people = {
      ...base.deps.people,
      identify: async (headers: Headers) => (isSignedIn ? base.deps.people.identify(headers) : null),
    }
    const api = await apiWorld({
      people,
      limits: { streams: 2, heartbeatMs: 20, burst: 1_000, perSecond: 1_000 },
    })
    const readers = [await listen(api), await listen(api)]
    await Promise.all(readers.map((reader) => reader.until(': connected')))
    expect((await api.ask('/api/v1/events')).status).toBe(429)
    expect(await (await api.ask('/metrics')).text()).toContain('legwork_event_streams 2')
    isSignedIn = false
    await Promise.all(readers.map((reader) => reader.end()))
    isSignedIn = true
    expect(await (await api.ask('/metrics')).text()).toContain('legwork_event_streams 0')
  })
})
