import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import type { Json } from '../json.ts'
import { type StreamClient, until } from '../stream-client.ts'
import { at, keysOf, send, session } from '../tradier-client.ts'

const WS = 'WS /markets/events'
const HTTP = 'GET /markets/events'
const needs = ['tokens'] as const
const LIVE = { token: 'live-token' }

async function withStream(
  target: ConformanceTarget,
  frame: object,
  run: (stream: StreamClient, sessionid: string) => Promise<void>,
): Promise<void> {
  const { url, sessionid } = await session(target, 'market', LIVE)
  const stream = await target.connect('market', url)
  try {
    stream.send({ sessionid, linebreak: true, ...frame })
    await run(stream, sessionid)
  } finally {
    stream.close()
  }
}

function move(target: ConformanceTarget, symbol: string, bid: number | null, ask: number | null): void {
  controlOf(target).market.set(symbol, bid, ask, 600)
  controlOf(target).advance(1_000)
}

function kinds(frames: readonly Json[]): unknown[] {
  return frames.map((frame) => at(frame, 'type'))
}

/** Reads the body of a stream over HTTP until it holds as much as wanted, then hangs up. */
async function readBody(answer: Response, enough: (text: string) => boolean): Promise<string> {
  const reader = answer.body!.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (!enough(text)) {
    const { done, value } = await reader.read()
    if (done) break
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}

async function httpStream(target: ConformanceTarget, query: string, method = 'GET'): Promise<Response> {
  const { sessionid } = await session(target, 'market', LIVE)
  const url = `${target.baseUrl}/markets/events`
  const params = `${query}&sessionid=${sessionid}`
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return method === 'GET'
    ? target.fetch(new Request(`${url}?${params}`))
    : target.fetch(new Request(url, { method, headers, body: params }))
}

/** Prices as they change, on a WebSocket and over HTTP. */
export const MARKET_STREAM_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    180,
    'quotes have numbers and dates in strings; trades and summaries are strings throughout',
    { endpoint: WS, source: '4.5', needs },
    (target) =>
      withStream(target, { symbols: ['SPY'] }, async (stream) => {
        await until(() => stream.frames.length >= 4)
        expect(kinds(stream.frames)).toEqual(['summary', 'quote', 'trade', 'tradex'])
        const [summary, quote, trade, tradex] = stream.frames
        expect(keysOf(summary)).toEqual(['type', 'symbol', 'open', 'high', 'low', 'prevClose'])
        expect(at(summary, 'open')).toBe('650.0')
        expect(keysOf(quote)).toEqual([
          ...['type', 'symbol', 'bid', 'bidsz', 'bidexch', 'biddate', 'ask', 'asksz', 'askexch', 'askdate'],
        ])
        expect(quote).toMatchObject({ bid: 649.99, bidsz: 6, ask: 650.01, bidexch: 'P' })
        expect(at(quote, 'biddate')).toMatch(/^\d{13}$/)
        const keys = ['type', 'symbol', 'exch', 'price', 'size', 'cvol', 'date', 'last']
        expect([keysOf(trade), keysOf(tradex)]).toEqual([keys, keys])
        expect(trade).toMatchObject({ price: '650.0', size: '2', cvol: '812', last: '650.0', exch: 'P' })
        expect(Object.values(trade as object).every((value) => typeof value === 'string')).toBe(true)
      }),
  ),
  conformanceCase(
    181,
    'what changes is told, and what does not is not',
    { endpoint: WS, source: '4.5', needs },
    (target) =>
      withStream(target, { symbols: ['SPY', 'KO'] }, async (stream) => {
        await until(() => stream.frames.length >= 8)
        const before = stream.frames.length
        controlOf(target).advance(1_000)
        await stream.settled()
        expect(stream.frames).toHaveLength(before)
        move(target, 'SPY', 651, 651.02)
        await until(() => stream.frames.length > before)
        const told = stream.frames.slice(before)
        expect(new Set(told.map((frame) => at(frame, 'symbol')))).toEqual(new Set(['SPY']))
        expect(told.find((frame) => at(frame, 'type') === 'quote')).toMatchObject({ bid: 651, ask: 651.02 })
        const sale = told.find((frame) => at(frame, 'type') === 'timesale')
        expect(keysOf(sale)).toEqual([
          ...['type', 'symbol', 'exch', 'bid', 'ask', 'last', 'size', 'date', 'seq', 'flag', 'cancel'],
          ...['correction', 'session'],
        ])
        expect(sale).toMatchObject({
          ...{
            bid: '651.0',
            ask: '651.02',
            last: '651.01',
            seq: 1,
            flag: '',
            cancel: false,
            session: 'normal',
          },
        })
      }),
  ),
  conformanceCase(
    182,
    'a filter leaves the other kinds out; symbols in lower case',
    { endpoint: WS, source: '4.5', needs },
    (target) =>
      withStream(target, { symbols: ['spy', 'NOPE'], filter: ['quote'] }, async (stream) => {
        move(target, 'SPY', 652, 652.02)
        await until(() => stream.frames.some((frame) => at(frame, 'bid') === 652))
        expect(new Set(kinds(stream.frames))).toEqual(new Set(['quote']))
        expect(new Set(stream.frames.map((frame) => at(frame, 'symbol')))).toEqual(new Set(['SPY']))
      }),
  ),
  conformanceCase(
    183,
    'the symbols can be changed by sending again',
    { endpoint: WS, source: '4.5', needs },
    (target) =>
      withStream(target, { symbols: ['SPY'], filter: ['quote'] }, async (stream, sessionid) => {
        await until(() => stream.frames.length === 1)
        controlOf(target).advance(600_000)
        stream.send({ symbols: ['KO'], sessionid, filter: ['quote'] })
        await until(() => stream.frames.length === 2)
        move(target, 'SPY', 653, 653.02)
        move(target, 'KO', 71, 71.02)
        await until(() => stream.frames.length === 3)
        expect(stream.frames.map((frame) => at(frame, 'symbol'))).toEqual(['SPY', 'KO', 'KO'])
      }),
  ),
  conformanceCase(
    184,
    'ticks that are no price come only without validOnly',
    { endpoint: WS, source: '4.5', needs },
    async (target) => {
      for (const validOnly of [true, false]) {
        move(target, 'SPY', 650, 650.02)
        await withStream(target, { symbols: ['SPY'], filter: ['quote'], validOnly }, async (stream) => {
          await until(() => stream.frames.length === 1)
          move(target, 'SPY', 660, 659)
          move(target, 'SPY', null, 661)
          move(target, 'SPY', 662, 662.02)
          const bids = validOnly ? [650, 662] : [650, 660, 0, 662]
          await until(() => stream.frames.length === bids.length)
          expect(stream.frames.map((frame) => at(frame, 'bid'))).toEqual(bids)
        })
      }
    },
  ),
  conformanceCase(
    185,
    "the sandbox's sessions open no market stream",
    { endpoint: WS, source: '4.5, quirk 9', needs },
    async (target) => {
      const { sessionid } = await session(target, 'account')
      const { url } = await session(target, 'market', LIVE)
      const stream = await target.connect('market', url)
      stream.send({ symbols: ['SPY'], sessionid })
      await until(() => stream.isClosed())
      expect(keysOf(stream.frames.at(-1))).toEqual(['error'])
    },
  ),
  conformanceCase(
    186,
    'over HTTP, a line each with linebreak, by GET and by POST, without a token',
    { endpoint: HTTP, source: '4.5', needs },
    async (target) => {
      for (const method of ['GET', 'POST']) {
        const answer = await httpStream(target, 'symbols=SPY,KO&filter=quote,trade&linebreak=true', method)
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toContain('application/json')
        const text = await readBody(answer, (so) => so.split('\n').length >= 5)
        const frames = text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Json)
        expect(kinds(frames)).toEqual(['quote', 'trade', 'quote', 'trade'])
      }
    },
  ),
  conformanceCase(
    187,
    'over HTTP, one object behind the other without linebreak, as prices change',
    { endpoint: HTTP, source: '4.5', needs },
    async (target) => {
      const answer = await httpStream(target, 'symbols=SPY&filter=quote')
      move(target, 'SPY', 655, 655.02)
      const text = await readBody(answer, (so) => so.includes('"bid":655.0'))
      expect(text).not.toContain('\n')
      expect(text.split('}{')).toHaveLength(2)
    },
  ),
  conformanceCase(
    188,
    'over HTTP, no session is 401 and no symbols is 400',
    { endpoint: HTTP, source: '4.5', needs },
    async (target) => {
      expect((await send(target, 'GET', '/markets/events?symbols=SPY&sessionid=none')).status).toBe(401)
      const answer = await httpStream(target, 'linebreak=true')
      expect(answer.status).toBe(400)
      await answer.text()
    },
  ),
  conformanceCase(
    189,
    'over HTTP, a stream without news ends after a quarter of an hour',
    { endpoint: HTTP, source: '4.5', needs },
    async (target) => {
      const answer = await httpStream(target, 'symbols=SPY&filter=quote&linebreak=true')
      controlOf(target).advance(899_999)
      controlOf(target).advance(1)
      expect((await answer.text()).trimEnd().split('\n')).toHaveLength(1)
    },
  ),
]
