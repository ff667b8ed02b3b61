import { expect } from 'vitest'
import type { Fault } from '../../../../src/exchange/tradier-api/fault.ts'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import { until } from '../stream-client.ts'
import { at, FAR_BUY, keysOf, many, orderOf, place, read, send } from '../tradier-client.ts'

const ANY = 'any'

function fault(number: number, title: string, source: string, run: ConformanceCase['run']): ConformanceCase {
  return conformanceCase(number, title, { endpoint: ANY, source, needs: ['faults', 'control'] }, run)
}

function orders(target: ConformanceTarget): number {
  return controlOf(target).venue.orders(target.account).length
}

function post(target: ConformanceTarget, next: Fault) {
  controlOf(target).failNext(next)
  return send(target, 'POST', `/accounts/${target.account}/orders`, { form: FAR_BUY })
}

function failure(target: ConformanceTarget, next: Fault): Promise<unknown> {
  return post(target, next).then(
    (answer) => answer,
    (error: unknown) => error,
  )
}

function list(target: ConformanceTarget, query = '') {
  return read(target, `/accounts/${target.account}/orders${query}`)
}

/** Faults that can be switched on: whether the request was carried out, and what comes back. */
export const FAULT_CASES: readonly ConformanceCase[] = [
  fault(150, 'refused: nothing was sent', 'N1', async (target) => {
    expect(await failure(target, { kind: 'refused' })).toBeInstanceOf(TypeError)
    expect(orders(target)).toBe(0)
  }),
  fault(151, 'timeout before and after acceptance', 'N2, N3', async (target) => {
    expect(await failure(target, { kind: 'timeout', after: false })).toBeInstanceOf(TypeError)
    expect(orders(target)).toBe(0)
    expect(await failure(target, { kind: 'timeout', after: true })).toBeInstanceOf(TypeError)
    expect(orders(target)).toBe(1)
  }),
  ...[500, 502, 503, 504].map((status, i) =>
    fault(152 + i, `${status} before and after acceptance`, 'N4', async (target) => {
      const before = await post(target, { kind: 'status', status, after: false })
      expect(before.status).toBe(status)
      if (status === 500) expect(before.text).toBe('An error occurred while communicating with the backend.')
      expect(orders(target)).toBe(0)
      expect((await post(target, { kind: 'status', status, after: true })).status).toBe(status)
      expect(orders(target)).toBe(1)
    }),
  ),
  fault(156, '429 without an order', 'N5', async (target) => {
    const answer = await post(target, { kind: 'quota' })
    expect(answer.status).toBe(429)
    expect(answer.text).toMatch(/^Quota Violation/)
    expect(orders(target)).toBe(0)
  }),
  fault(157, 'a transient 401', 'N7', async (target) => {
    expect((await post(target, { kind: 'unauthorized' })).status).toBe(401)
    expect(orders(target)).toBe(0)
    await place(target)
  }),
  fault(158, 'a truncated answer of an order that was placed', 'N8', async (target) => {
    const answer = await post(target, { kind: 'truncated' })
    expect([answer.status, answer.json]).toEqual([200, undefined])
    expect(orders(target)).toBe(1)
  }),
  fault(159, 'a web page at 200', 'N9, quirk 15', async (target) => {
    const answer = await post(target, { kind: 'html' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<html>')
    expect(orders(target)).toBe(1)
  }),
  fault(160, 'an older answer comes again', 'N12', async (target) => {
    const path = `/accounts/${target.account}/orders`
    const before = await send(target, 'GET', path)
    await place(target)
    controlOf(target).failNext({ kind: 'stale' })
    expect((await send(target, 'GET', path)).text).toBe(before.text)
    expect((await send(target, 'GET', path)).text).not.toBe(before.text)
  }),
  fault(161, 'a request that arrives twice', 'N12', async (target) => {
    await post(target, { kind: 'duplicated' })
    expect(orders(target)).toBe(2)
  }),
  fault(162, 'a row is missed between two pages', 'N13', async (target) => {
    const ids = [await place(target), await place(target), await place(target)]
    controlOf(target).failNext({ kind: 'page_shift' })
    const seen = many(at(await list(target, '?page=1&limit=2'), 'orders.order')).map((row) => at(row, 'id'))
    expect(seen).not.toContain(ids[1])
  }),
  fault(163, 'an order is not shown for a while', 'N14', async (target) => {
    const answer = await post(target, { kind: 'hidden', ms: 5_000 })
    const id = at(answer.json, 'order.id') as number
    expect(await list(target)).toEqual({ orders: 'null' })
    expect((await send(target, 'GET', `/accounts/${target.account}/orders/${id}`)).status).toBe(401)
    controlOf(target).advance(5_000)
    expect(at(await orderOf(target, id), 'id')).toBe(id)
  }),
  fault(164, 'a cancel is acknowledged and then filled', 'B4, quirk 4', async (target) => {
    const id = await place(target)
    controlOf(target).failNext({ kind: 'cancel_lost' })
    expect((await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)).status).toBe(200)
    controlOf(target).market.set('SPY', 0.9, 0.95)
    controlOf(target).advance(1_000)
    expect(at(await orderOf(target, id), 'status')).toBe('filled')
  }),
  fault(165, 'filled without an average price', 'B10, quirk 17', async (target) => {
    const id = await place(target, { ...FAR_BUY, price: '700' })
    controlOf(target).failNext({ kind: 'no_average_price' })
    const row = await orderOf(target, id)
    expect(at(row, 'status')).toBe('filled')
    expect(keysOf(row)).not.toContain('avg_fill_price')
  }),
  fault(166, 'everything gone for once', 'B20', async (target) => {
    await place(target)
    controlOf(target).failNext({ kind: 'empty_list' })
    expect(await list(target)).toEqual({ orders: 'null' })
    expect(await list(target)).not.toEqual({ orders: 'null' })
  }),
  fault(167, 'tags left out', 'B25', async (target) => {
    await place(target, { ...FAR_BUY, tag: 'gone' })
    controlOf(target).failNext({ kind: 'tag_missing' })
    expect(keysOf(at(await list(target, '?includeTags=true'), 'orders.order'))).not.toContain('tag')
  }),
  fault(168, 'null, zero, crossed and stale quotes, and NaN that is no JSON', '4.3 M', async (target) => {
    const quote = async (how: Extract<Fault, { kind: 'quotes' }>['how']) => {
      controlOf(target).failNext({ kind: 'quotes', how })
      return send(target, 'GET', '/markets/quotes?symbols=SPY')
    }
    expect(at((await quote('null')).json, 'quotes.quote')).toMatchObject({ bid: null, ask: null, last: null })
    expect(at((await quote('zero')).json, 'quotes.quote')).toMatchObject({ bid: 0, ask: 0 })
    const crossed = at((await quote('crossed')).json, 'quotes.quote')
    expect(at(crossed, 'bid')).toBeGreaterThan(at(crossed, 'ask') as number)
    const fresh = at((await send(target, 'GET', '/markets/quotes?symbols=SPY')).json, 'quotes.quote.bid_date')
    expect(at((await quote('stale')).json, 'quotes.quote.bid_date')).toBe((fresh as number) - 86_400_000)
    const nan = await quote('nan')
    expect([nan.json, nan.text.includes('"bid":NaN')]).toEqual([undefined, true])
  }),
  fault(141, 'a text that proves nothing, before and after acceptance', 'N6', async (target) => {
    const text = 'Unexpected server error'
    const before = await post(target, { kind: 'text', status: 400, text, after: false })
    expect([before.status, before.text, orders(target)]).toEqual([400, text, 0])
    expect((await post(target, { kind: 'text', status: 400, text, after: true })).text).toBe(text)
    expect(orders(target)).toBe(1)
  }),
  fault(142, 'an answer that is no UTF-8', 'N8', async (target) => {
    const answer = await post(target, { kind: 'garbled' })
    expect(answer.text).toContain('\ufffd')
    expect(orders(target)).toBe(1)
  }),
  fault(143, 'a slow request is carried out late', 'N11', async (target) => {
    const slow = post(target, { kind: 'slow', ms: 60 })
    await until(() => controlOf(target).hasFailed())
    expect(orders(target)).toBe(0)
    expect((await slow).status).toBe(200)
    expect(orders(target)).toBe(1)
  }),
  fault(144, 'a late answer is older than one that came before it', 'N12', async (target) => {
    controlOf(target).failNext({ kind: 'late', ms: 60 })
    const late = list(target)
    await until(() => controlOf(target).hasFailed())
    const id = await place(target)
    expect(at(await list(target), 'orders.order.id')).toBe(id)
    expect(await late).toEqual({ orders: 'null' })
  }),
  fault(145, 'a redirect carries nothing out', 'N15', async (target) => {
    const answer = await post(target, { kind: 'redirect', status: 307 })
    expect(answer.status).toBe(307)
    expect(answer.headers.get('location')).toBe(`/v1/accounts/${target.account}/orders`)
    expect(orders(target)).toBe(0)
  }),
  fault(146, "another account's data", 'N17', async (target) => {
    controlOf(target).failNext({ kind: 'foreign' })
    const balances = await read(target, `/accounts/${target.account}/balances`)
    expect(at(balances, 'balances.account_number')).not.toBe(target.account)
  }),
]
