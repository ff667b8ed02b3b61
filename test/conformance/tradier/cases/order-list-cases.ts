import { expect } from 'vitest'
import { type ConformanceCase, conformanceCase } from '../conformance-case.ts'
import { type ConformanceTarget, controlOf } from '../conformance-target.ts'
import { at, FAR_BUY, keysOf, many, orderOf, place, read, send } from '../tradier-client.ts'

const control = ['control'] as const
const LIST = 'GET /accounts/{id}/orders'
const HOUR_MS = 3_600_000

function orders(target: ConformanceTarget, query = ''): string {
  return `/accounts/${target.account}/orders${query}`
}

function idsOf(json: Parameters<typeof at>[0]): unknown[] {
  return many(at(json, 'orders.order')).map((order) => at(order, 'id'))
}

/** The list of orders, and one order by its id. */
export const ORDER_LIST_CASES: readonly ConformanceCase[] = [
  conformanceCase(
    40,
    'no orders are the string null, 17 bytes',
    { endpoint: LIST, source: '2.6', needs: control },
    async (target) => {
      const { text } = await send(target, 'GET', orders(target))
      expect([text, text.length]).toEqual(['{"orders":"null"}', 17])
    },
  ),
  conformanceCase(
    14,
    'one order is an object, two are an array',
    { endpoint: LIST, source: '2.6', needs: control },
    async (target) => {
      const first = await place(target)
      const one = await read(target, orders(target))
      expect(at(one, 'orders.order.id')).toBe(first)
      const second = await place(target)
      const two = await read(target, orders(target))
      expect(at(two, 'orders.order')).toHaveLength(2)
      expect(idsOf(two)).toEqual([first, second])
    },
  ),
  conformanceCase(
    41,
    'a tag is there only when asked for',
    { endpoint: LIST, source: '2.6, quirk 22' },
    async (target) => {
      const id = await place(target, { ...FAR_BUY, tag: 'conformance-41' })
      const of = async (query: string) =>
        many(at(await read(target, orders(target, query)), 'orders.order')).find(
          (one) => at(one, 'id') === id,
        )
      expect(keysOf(await of(''))).not.toContain('tag')
      expect(at(await of('?includeTags=true'), 'tag')).toBe('conformance-41')
      expect(at(await of('?includeTags=True'), 'tag')).toBe('conformance-41')
      await send(target, 'DELETE', orders(target, `/${id}`))
    },
  ),
  conformanceCase(42, 'a tag may be used twice', { endpoint: LIST, source: '3.2' }, async (target) => {
    const ids = [
      await place(target, { ...FAR_BUY, tag: 'twice' }),
      await place(target, { ...FAR_BUY, tag: 'twice' }),
    ]
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) await send(target, 'DELETE', orders(target, `/${id}`))
  }),
  conformanceCase(
    43,
    'pages of a given size',
    { endpoint: LIST, source: '2.6', needs: control },
    async (target) => {
      const ids = [await place(target), await place(target), await place(target)]
      expect(idsOf(await read(target, orders(target, '?page=1&limit=2')))).toEqual(ids.slice(0, 2))
      expect(at(await read(target, orders(target, '?page=2&limit=2')), 'orders.order.id')).toBe(ids[2])
      expect(await read(target, orders(target, '?page=3&limit=2'))).toEqual({ orders: 'null' })
    },
  ),
  conformanceCase(
    44,
    '30 orders: all without paging, 25 a page with it',
    { endpoint: LIST, source: '2.6', needs: control },
    async (target) => {
      for (let i = 0; i < 30; i += 1) await place(target)
      expect(idsOf(await read(target, orders(target)))).toHaveLength(30)
      expect(idsOf(await read(target, orders(target, '?page=1')))).toHaveLength(25)
      expect(idsOf(await read(target, orders(target, '?page=2')))).toHaveLength(5)
    },
  ),
  conformanceCase(
    45,
    'the list rolls at midnight in New York, working orders stay',
    { endpoint: LIST, source: '2.6, quirk 5', needs: control },
    async (target) => {
      const canceled = await place(target)
      await send(target, 'DELETE', orders(target, `/${canceled}`))
      const working = await place(target, { ...FAR_BUY, duration: 'gtc' })
      controlOf(target).advance(13.9 * HOUR_MS)
      expect(idsOf(await read(target, orders(target)))).toEqual([canceled, working])
      controlOf(target).advance(0.2 * HOUR_MS)
      expect(idsOf(await read(target, orders(target)))).toEqual([working])
      expect(idsOf(await read(target, orders(target, '?filter=all')))).toEqual([canceled, working])
    },
  ),
  conformanceCase(
    46,
    'orders by status',
    { endpoint: LIST, source: '2.6', needs: control },
    async (target) => {
      const canceled = await place(target)
      await send(target, 'DELETE', orders(target, `/${canceled}`))
      const open = await place(target)
      expect(idsOf(await read(target, orders(target, '?status=open,pending')))).toEqual([open])
      expect(idsOf(await read(target, orders(target, '?status=canceled')))).toEqual([canceled])
    },
  ),
  conformanceCase(
    47,
    'an order by its id, with its tag when asked',
    { endpoint: 'GET /accounts/{id}/orders/{id}', source: '2.7' },
    async (target) => {
      const id = await place(target, { ...FAR_BUY, tag: 'single-47' })
      expect(await orderOf(target, id)).toMatchObject({ id, tag: 'single-47' })
      const plain = at(await read(target, orders(target, `/${id}`)), 'order')
      expect(keysOf(plain)).not.toContain('tag')
      await send(target, 'DELETE', orders(target, `/${id}`))
    },
  ),
  conformanceCase(
    48,
    'an unknown id is 401, not 404',
    { endpoint: 'GET /accounts/{id}/orders/{id}', source: '2.7' },
    async (target) => {
      for (const id of ['1', 'abc', '-5', '99999999999999999999']) {
        const answer = await send(target, 'GET', orders(target, `/${id}`))
        expect([answer.status, answer.text.trim()]).toEqual([401, `Unauthorized Account: ${target.account}`])
      }
    },
  ),
  conformanceCase(
    49,
    'XML lists repeat their element',
    { endpoint: LIST, source: '1.2', needs: control },
    async (target) => {
      await place(target)
      await place(target)
      const { text } = await send(target, 'GET', orders(target), { accept: null })
      expect(text.match(/<order>/g)).toHaveLength(2)
      expect(text).toContain('<quantity>1.0</quantity>')
    },
  ),
]
