import { describe, expect, test } from 'vitest'
import { price } from '../../../src/domain/money/price.ts'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import type { Fault } from '../../../src/exchange/tradier-api/fault.ts'
import type { Placement } from '../../../src/ports/order-desk.ts'
import { accepted, fillingSpread, given, longOption, orderById, send, waitingSpread } from './broker-steps.ts'
import { type TradierTarget, tradierTarget } from './tradier-target.ts'

const STATUSES = [500, 502, 503, 504, 520, 530]

interface SendRow {
  readonly fault: Fault
  readonly kind: Placement['kind']
  readonly code?: string
  /** Orders that the exchange has afterwards. */
  readonly orders: number
}

const SENDS: readonly SendRow[] = [
  { fault: { kind: 'refused' }, kind: 'unsent', code: 'ECONNREFUSED', orders: 0 },
  { fault: { kind: 'timeout', after: false }, kind: 'unknown', orders: 0 },
  { fault: { kind: 'timeout', after: true }, kind: 'unknown', orders: 1 },
  ...STATUSES.flatMap((status): SendRow[] => [
    { fault: { kind: 'status', status, after: false }, kind: 'unknown', code: `http_${status}`, orders: 0 },
    { fault: { kind: 'status', status, after: true }, kind: 'unknown', code: `http_${status}`, orders: 1 },
  ]),
  { fault: { kind: 'quota' }, kind: 'rejected', code: 'quota_violation', orders: 0 },
  ...['Unexpected server error', 'The request timed out.', 'Invalid'].map(
    (text): SendRow => ({
      fault: { kind: 'text', status: 400, text, after: true },
      kind: 'unknown',
      code: 'http_400',
      orders: 1,
    }),
  ),
  { fault: { kind: 'text', status: 429, text: 'slow down', after: true }, kind: 'unknown', orders: 1 },
  { fault: { kind: 'text', status: 401, text: 'who are you', after: true }, kind: 'unknown', orders: 1 },
  { fault: { kind: 'text', status: 403, text: 'no', after: true }, kind: 'unknown', orders: 1 },
  { fault: { kind: 'unauthorized' }, kind: 'rejected', code: 'invalid_access_token', orders: 0 },
  { fault: { kind: 'truncated' }, kind: 'unknown', code: 'body_is_no_json', orders: 1 },
  { fault: { kind: 'garbled' }, kind: 'unknown', code: 'body_is_not_utf8', orders: 1 },
  { fault: { kind: 'html' }, kind: 'unknown', code: 'body_is_markup', orders: 1 },
  { fault: { kind: 'slow', ms: 5_000 }, kind: 'accepted', orders: 1 },
  { fault: { kind: 'slow', ms: 20_000 }, kind: 'unknown', code: 'deadline', orders: 0 },
  { fault: { kind: 'late', ms: 5_000 }, kind: 'accepted', orders: 1 },
  { fault: { kind: 'late', ms: 20_000 }, kind: 'unknown', code: 'deadline', orders: 1 },
  { fault: { kind: 'duplicated' }, kind: 'accepted', orders: 2 },
  { fault: { kind: 'hidden', ms: 5_000 }, kind: 'accepted', orders: 1 },
  { fault: { kind: 'redirect', status: 307 }, kind: 'unknown', code: 'http_307', orders: 0 },
  { fault: { kind: 'redirect', status: 308 }, kind: 'unknown', code: 'http_308', orders: 0 },
]

function placed(target: TradierTarget): number {
  return target.exchange.venue.orders(target.broker.key.accountId).length
}

describe('an order under every fault of the exchange', () => {
  for (const { fault, kind, code, orders } of SENDS) {
    test(`${JSON.stringify(fault)} is ${kind}`, async () => {
      const target = tradierTarget()
      target.failNext(fault)
      const placement = await send(target, waitingSpread(target), 'the-tag')
      expect(placement).toMatchObject(code === undefined ? { kind } : { kind, code })
      expect(target.requests).toHaveLength(1)
      expect(placed(target)).toBe(orders)
      target.clock.advance(60_000)
      const listed = await given(target, target.broker.readOrders('resolution'))
      expect(listed.filter(({ tag }) => tag === 'the-tag')).toHaveLength(orders)
    })
  }
})

interface ReadRow {
  readonly fault: Fault
  /** What one fault makes of a read, and what a lasting one makes of it. */
  readonly once: 'given' | string
  readonly lasting: string
}

const READS: readonly ReadRow[] = [
  { fault: { kind: 'refused' }, once: 'given', lasting: 'unavailable ECONNREFUSED' },
  { fault: { kind: 'timeout', after: true }, once: 'given', lasting: 'unavailable UND_ERR_HEADERS_TIMEOUT' },
  ...STATUSES.map((status) => ({
    fault: { kind: 'status', status, after: true } as const,
    once: 'given',
    lasting: `unavailable http_${status}`,
  })),
  { fault: { kind: 'quota' }, once: 'rate_limited http_429', lasting: 'rate_limited http_429' },
  { fault: { kind: 'unauthorized' }, once: 'given', lasting: 'unauthorized invalid_access_token' },
  { fault: { kind: 'truncated' }, once: 'malformed body_is_no_json', lasting: 'malformed body_is_no_json' },
  { fault: { kind: 'garbled' }, once: 'malformed body_is_not_utf8', lasting: 'malformed body_is_not_utf8' },
  { fault: { kind: 'html' }, once: 'malformed body_is_markup', lasting: 'malformed body_is_markup' },
  { fault: { kind: 'slow', ms: 20_000 }, once: 'given', lasting: 'unavailable deadline' },
  { fault: { kind: 'late', ms: 20_000 }, once: 'given', lasting: 'unavailable deadline' },
  {
    fault: { kind: 'text', status: 400, text: 'Unexpected server error', after: true },
    once: 'unavailable http_400',
    lasting: 'unavailable http_400',
  },
  {
    fault: { kind: 'text', status: 403, text: 'no', after: true },
    once: 'unauthorized http_403',
    lasting: 'unauthorized http_403',
  },
  { fault: { kind: 'redirect', status: 307 }, once: 'unavailable http_307', lasting: 'unavailable http_307' },
]

describe('a read under every fault of the exchange', () => {
  for (const { fault, once, lasting } of READS) {
    for (const [times, wanted] of [
      [1, once],
      [3, lasting],
    ] as const) {
      test(`${times} x ${JSON.stringify(fault)} is ${wanted}`, async () => {
        const target = tradierTarget()
        await accepted(target, waitingSpread(target))
        target.failNext(...Array.from({ length: times }, () => fault))
        const read = await target.settle(target.broker.readOrders('sync'))
        expect(read.ok ? 'given' : `${read.kind} ${read.code}`).toBe(wanted)
        if (read.ok) expect(read.value).toHaveLength(1)
      })
    }
  }
})

describe('what a read cannot know, and what it must not make of it', () => {
  test('a page shift does not touch a list of one page', async () => {
    const target = tradierTarget()
    for (let i = 0; i < 3; i += 1) await accepted(target, waitingSpread(target))
    target.failNext({ kind: 'page_shift' })
    expect(await given(target, target.broker.readOrders('sync'))).toHaveLength(3)
  })

  test('stale and emptied lists are lists: the order is still there by its id', async () => {
    const target = tradierTarget()
    await given(target, target.broker.readOrders('sync'))
    const id = await accepted(target, waitingSpread(target))
    for (const kind of ['stale', 'empty_list'] as const) {
      target.failNext({ kind })
      expect(await given(target, target.broker.readOrders('sync'))).toEqual([])
      expect((await orderById(target, id)).id).toBe(id)
    }
  })

  test('a hidden order is not known by its id either, until it is shown', async () => {
    const target = tradierTarget()
    target.failNext({ kind: 'hidden', ms: 5_000 })
    const id = await accepted(target, waitingSpread(target))
    expect(await given(target, target.broker.readOrder(id, 'resolution'))).toBeNull()
    target.clock.advance(5_000)
    expect((await orderById(target, id)).id).toBe(id)
  })

  test('a tag that is left out is null, never a guess', async () => {
    const target = tradierTarget()
    const id = await accepted(target, waitingSpread(target), 'mine')
    target.failNext({ kind: 'tag_missing' })
    expect((await orderById(target, id)).tag).toBeNull()
    expect((await orderById(target, id)).tag).toBe('mine')
  })

  test('balances of another account are refused', async () => {
    const target = tradierTarget()
    target.failNext({ kind: 'foreign' })
    const read = await target.settle(target.broker.readBalances('sync'))
    expect(read).toMatchObject({ ok: false, kind: 'malformed', code: 'balances_of_another_account' })
  })

  test('filled without an average: a single order has no cash yet, a spread has that of its legs', async () => {
    const target = tradierTarget()
    const single = await accepted(target, longOption(target, {}))
    target.failNext({ kind: 'no_average_price' })
    expect(await orderById(target, single)).toMatchObject({
      status: 'filled',
      filledQuantity: 1,
      cashFlow: null,
    })
    expect((await orderById(target, single)).cashFlow).toBeLessThan(0)
    const spread = await accepted(target, fillingSpread(target))
    target.failNext({ kind: 'no_average_price' })
    const bare = await orderById(target, spread)
    expect(bare.cashFlow).toBe((await orderById(target, spread)).cashFlow)
    expect(bare.cashFlow).toBeGreaterThan(0)
  })

  for (const how of ['null', 'zero', 'nan', 'crossed', 'stale'] as const) {
    test(`quotes that are ${how} arrive as they are, without a price that is none`, async () => {
      const target = tradierTarget()
      const symbol = formatOccSymbol(target.sample.short)
      const before = (await given(target, target.marketData.readQuotes([symbol], 'sync'))).quotes.get(symbol)!
      target.failNext({ kind: 'quotes', how })
      const quote = (await given(target, target.marketData.readQuotes([symbol], 'sync'))).quotes.get(symbol)!
      const wanted = {
        null: { bid: null, ask: null, last: null },
        zero: { bid: price(0), ask: price(0), bidSize: 0 },
        nan: { bid: null, ask: null },
        crossed: { bid: before.ask, ask: before.bid },
        stale: { quotedAt: before.quotedAt! - 86_400_000 },
      }[how]
      expect(quote).toMatchObject(wanted)
    })
  }
})

describe('what happens at the venue behind an accepted order', () => {
  test('C-10: 200, then rejected: only the read says so, with the words of the broker', async () => {
    const target = tradierTarget()
    target.failNext({ kind: 'venue', action: { kind: 'reject_next', reason: 'InitialMargin' } })
    const id = await accepted(target, waitingSpread(target))
    expect((await orderById(target, id)).status).toBe('open')
    target.clock.advance(1_000)
    expect(await orderById(target, id)).toMatchObject({
      status: 'rejected',
      reason: 'InitialMargin',
      filledQuantity: 0,
      cashFlow: 0,
    })
  })

  test('B3: filled in part, then over: whole spreads, with their cash', async () => {
    const target = tradierTarget()
    target.failNext({ kind: 'venue', action: { kind: 'partial_then_cancel', units: 2 } })
    const id = await accepted(target, fillingSpread(target, 5))
    expect(await orderById(target, id)).toMatchObject({ status: 'partially_filled', filledQuantity: 2 })
    target.clock.advance(1_000)
    const order = await orderById(target, id)
    expect(order).toMatchObject({ status: 'cancelled', quantity: 5, filledQuantity: 2, unbalanced: false })
    expect(order.cashFlow).toBeGreaterThan(0)
  })

  test('B4: a fill between the cancel and its acknowledgement', async () => {
    const target = tradierTarget()
    const id = await accepted(target, waitingSpread(target))
    target.failNext({ kind: 'venue', action: { kind: 'fill_on_cancel' } })
    expect(await target.settle(target.broker.cancel(id, 'cancel'))).toEqual({ kind: 'acknowledged' })
    expect((await orderById(target, id)).status).toBe('filled')
  })
})

describe('a cancel under faults', () => {
  test('one that is lost is acknowledged all the same: the order works on', async () => {
    const target = tradierTarget()
    const id = await accepted(target, waitingSpread(target))
    target.failNext({ kind: 'cancel_lost' })
    expect(await target.settle(target.broker.cancel(id, 'cancel'))).toEqual({ kind: 'acknowledged' })
    expect((await orderById(target, id)).status).toBe('open')
  })

  const lost: readonly Fault[] = [
    { kind: 'timeout', after: true },
    { kind: 'status', status: 502, after: true },
    { kind: 'truncated' },
    { kind: 'html' },
    { kind: 'late', ms: 20_000 },
  ]
  for (const fault of lost) {
    test(`${JSON.stringify(fault)} leaves it unknown, and it is sent once`, async () => {
      const target = tradierTarget()
      const id = await accepted(target, waitingSpread(target))
      target.failNext(fault)
      const answer = await target.settle(target.broker.cancel(id, 'cancel'))
      expect(answer).toMatchObject({ kind: 'fault', fault: { kind: 'unknown' } })
      expect(target.requests.filter((one) => one.startsWith('DELETE'))).toHaveLength(1)
      expect((await orderById(target, id)).status).toBe('cancelled')
    })
  }

  test('one that never left is no doubt', async () => {
    const target = tradierTarget()
    const id = await accepted(target, waitingSpread(target))
    target.failNext({ kind: 'refused' })
    const answer = await target.settle(target.broker.cancel(id, 'cancel'))
    expect(answer).toMatchObject({ kind: 'fault', fault: { kind: 'unavailable' } })
    expect((await orderById(target, id)).status).toBe('open')
  })
})

describe('how the way to the broker is', () => {
  test('one refusal of the token is nothing, three within a minute are real, and a success ends it', async () => {
    const target = tradierTarget()
    const health = () => target.connection.readHealth().mustReauthenticate
    target.failNext({ kind: 'unauthorized' })
    await given(target, target.broker.readBalances('sync'))
    expect(health()).toBe(false)
    target.failNext({ kind: 'unauthorized' }, { kind: 'unauthorized' }, { kind: 'unauthorized' })
    await target.settle(target.broker.readBalances('sync'))
    expect(health()).toBe(false)
    await target.settle(target.broker.place(waitingSpread(target), 'x', 'exit', target.clock.now() + 10_000))
    expect(health()).toBe(true)
    await given(target, target.broker.readBalances('sync'))
    expect(health()).toBe(false)
  })

  test('503 says since when the broker is out, until it answers again', async () => {
    const target = tradierTarget()
    const out: Fault = { kind: 'status', status: 503, after: false }
    const since = target.clock.now()
    target.failNext(out, out, out)
    await target.settle(target.broker.readBalances('sync'))
    expect(target.connection.readHealth().unavailableSince).toBe(since)
    await given(target, target.broker.readBalances('sync'))
    expect(target.connection.readHealth().unavailableSince).toBeNull()
  })

  test('403 blocks the endpoint by name until it answers', async () => {
    const target = tradierTarget()
    target.failNext({ kind: 'text', status: 403, text: 'Forbidden', after: true })
    await target.settle(target.broker.readBalances('sync'))
    expect(target.connection.readHealth().blocked).toEqual(['balances'])
    await given(target, target.broker.readBalances('sync'))
    expect(target.connection.readHealth().blocked).toEqual([])
  })

  test('after a 429 nothing of its class is sent before the window ends; the rest goes on', async () => {
    const target = tradierTarget()
    target.failNext({ kind: 'quota' })
    const read = await target.settle(target.broker.readBalances('sync'))
    const began = target.clock.now()
    expect(read).toMatchObject({ ok: false, retryAt: began + 60_000 })
    await given(target, target.broker.readClock('sync'))
    expect(target.clock.now()).toBe(began)
    await given(target, target.broker.readBalances('sync'))
    expect(target.clock.now()).toBeGreaterThanOrEqual(began + 60_000)
  })
})
