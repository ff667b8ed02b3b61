import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import { type StreamClient, until } from '../stream-client.ts'
import { at, keysOf, place, send, session } from '../tradier-client.ts'

const STREAM = 'WS /accounts/events'
const control = ['control'] as const
const EVENT_KEYS = [
  ...['id', 'event', 'status', 'type', 'price', 'stop_price', 'avg_fill_price', 'exec_quantity'],
  ...['last_fill_quantity', 'remaining_quantity', 'transaction_date', 'create_date', 'account'],
]
const SPREAD = {
  class: 'multileg',
  symbol: 'SPY',
  type: 'debit',
  duration: 'day',
  price: '0.05',
  'option_symbol[0]': 'SPY260925C00650000',
  'side[0]': 'buy_to_open',
  'quantity[0]': 1,
  'option_symbol[1]': 'SPY260925C00655000',
  'side[1]': 'sell_to_open',
  'quantity[1]': 1,
}

async function withStream(
  target: ConformanceTarget,
  run: (stream: StreamClient, sessionid: string) => Promise<void>,
): Promise<void> {
  const { url, sessionid } = await session(target, 'account')
  const stream = await target.connect('account', url)
  try {
    await run(stream, sessionid)
  } finally {
    stream.close()
  }
}

function ofOrder(stream: StreamClient, id: number) {
  return stream.frames.filter((frame) => at(frame, 'id') === id)
}

function opening(sessionid: string, excludeAccounts: string[] = []) {
  return { events: ['order'], sessionid, excludeAccounts }
}

/** Ends when the server has surely read what was sent before: a frame that is no good is answered. */
async function refusedFrame(stream: StreamClient): Promise<unknown> {
  await until(() => stream.isClosed())
  return stream.frames.at(-1)
}

/** What happens to orders, told on a WebSocket. */
export const ACCOUNT_STREAM_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    170,
    'orders are told with their fields, prices as numbers, as they change',
    { endpoint: STREAM, source: '4.6' },
    (target) =>
      withStream(target, async (stream, sessionid) => {
        stream.send(opening(sessionid))
        await stream.settled()
        const id = await place(target)
        await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
        await until(() => ofOrder(stream, id).some((frame) => at(frame, 'status') === 'canceled'))
        const [first] = ofOrder(stream, id)
        expect(keysOf(first)).toEqual(expect.arrayContaining(EVENT_KEYS))
        expect(first).toMatchObject({ event: 'order', type: 'limit', price: 1, account: target.account })
        expect(['open', 'pending']).toContain(at(first, 'status'))
        expect(at(first, 'create_date')).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
      }),
  ),
  conformanceCase(
    171,
    'the fields of an event in their order, no symbol, side or quantity',
    { endpoint: STREAM, source: '4.6', needs: control },
    (target) =>
      withStream(target, async (stream, sessionid) => {
        stream.send(opening(sessionid))
        await stream.settled()
        const id = await place(target)
        await until(() => ofOrder(stream, id).length > 0)
        expect(keysOf(ofOrder(stream, id)[0])).toEqual(EVENT_KEYS)
      }),
  ),
  conformanceCase(
    172,
    'a heartbeat a minute',
    { endpoint: STREAM, source: '4.6', needs: control },
    (target) =>
      withStream(target, async (stream, sessionid) => {
        stream.send(opening(sessionid))
        await stream.settled()
        controlOf(target).advance(59_999)
        await stream.settled()
        expect(stream.frames).toEqual([])
        controlOf(target).advance(1)
        await until(() => stream.frames.length > 0)
        expect(keysOf(stream.frames[0])).toEqual(['event', 'status', 'timestamp'])
        expect(stream.frames[0]).toMatchObject({ event: 'heartbeat', status: 'active' })
      }),
  ),
  conformanceCase(
    173,
    'excluded accounts are silent, and a later frame lets them speak',
    { endpoint: STREAM, source: '4.6', needs: control },
    (target) =>
      withStream(target, async (stream, sessionid) => {
        stream.send(opening(sessionid, [target.account]))
        await stream.settled()
        await place(target)
        await stream.settled()
        expect(stream.frames).toEqual([])
        stream.send(opening(sessionid))
        await stream.settled()
        const id = await place(target)
        await until(() => ofOrder(stream, id).length > 0)
        expect(new Set(stream.frames.map((frame) => at(frame, 'id')))).toEqual(new Set([id]))
      }),
  ),
  ...[
    ['no JSON', '{'],
    ['no session', { events: ['order'] }],
    ['a session that nobody has', opening('b2b2f1a0-ffff-4000-8000-ffffffffffff')],
  ].map(([what, frame], i) =>
    conformanceCase(
      174 + i,
      `a first frame with ${what} gets an error frame and the end`,
      { endpoint: STREAM, source: '4.5' },
      (target) =>
        withStream(target, async (stream) => {
          stream.send(frame)
          expect(keysOf((await refusedFrame(stream)) as never)).toEqual(['error'])
        }),
    ),
  ),
  conformanceCase(
    177,
    'a session is good for five minutes, a stream that lives goes on',
    { endpoint: STREAM, source: '4.5', needs: control },
    async (target) => {
      const late = await session(target, 'account')
      controlOf(target).advance(300_000)
      const stale = await target.connect('account', late.url)
      stale.send(opening(late.sessionid))
      expect(await refusedFrame(stale)).toHaveProperty('error')
      await withStream(target, async (stream, sessionid) => {
        stream.send(opening(sessionid))
        await stream.settled()
        controlOf(target).advance(600_000)
        stream.send(opening(sessionid))
        const id = await place(target)
        await until(() => ofOrder(stream, id).length > 0)
        expect(stream.isClosed()).toBe(false)
      })
    },
  ),
  conformanceCase(
    178,
    'a user has one stream: a newer one ends the older, and an older session is no longer good',
    { endpoint: STREAM, source: '4.5', needs: control },
    async (target) => {
      const first = await session(target, 'account')
      const older = await target.connect('account', first.url)
      older.send(opening(first.sessionid))
      await older.settled()
      const second = await session(target, 'account')
      const newer = await target.connect('account', second.url)
      newer.send(opening(second.sessionid))
      await until(() => older.isClosed())
      expect(newer.isClosed()).toBe(false)
      const again = await target.connect('account', first.url)
      again.send(opening(first.sessionid))
      expect(await refusedFrame(again)).toHaveProperty('error')
      newer.close()
    },
  ),
  conformanceCase(
    179,
    'the legs of a net order have events of their own with their parent',
    { endpoint: STREAM, source: '4.6', needs: control },
    (target) =>
      withStream(target, async (stream, sessionid) => {
        stream.send(opening(sessionid))
        await stream.settled()
        const id = await place(target, SPREAD)
        await until(() => stream.frames.length >= 3)
        const told = stream.frames.slice(0, 3).map((frame) => [at(frame, 'id'), at(frame, 'parent_id')])
        expect(told).toEqual([
          [id, undefined],
          [id + 1, id],
          [id + 2, id],
        ])
        expect(stream.frames[1]).toMatchObject({ type: 'debit', price: 0.05, status: 'open' })
      }),
  ),
]
