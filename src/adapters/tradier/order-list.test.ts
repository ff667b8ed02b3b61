import { describe, expect, test } from 'vitest'
import { OrderList, type ReadPage } from './order-list.ts'

function row(id: number) {
  return {
    id,
    status: 'open',
    class: 'equity',
    type: 'limit',
    symbol: 'SPY',
    side: 'buy',
    quantity: 1,
    exec_quantity: 0,
    price: 1,
    create_date: '2026-09-22T14:00:00.000Z',
  }
}

/** A server with a cap of its own on pages, whose list may change before each page is read. */
function server(
  cap: number,
  ids: number[],
  before: (read: number) => void = () => undefined,
  totals = false,
) {
  let reads = 0
  const readPage: ReadPage = async (page) => {
    before(reads)
    reads += 1
    const rows = ids.slice((page - 1) * cap, page * cap).map(row)
    const told = totals ? { page, total_pages: Math.ceil(ids.length / cap), total_orders: ids.length } : {}
    const orders = rows.length === 0 ? 'null' : { order: rows.length === 1 ? rows[0] : rows, ...told }
    return { ok: true, value: { orders } }
  }
  return { readPage, reads: () => reads }
}

function ids(count: number, from = 1): number[] {
  return Array.from({ length: count }, (_, i) => i + from)
}

async function readIds(list: OrderList, readPage: ReadPage): Promise<number[] | string> {
  const read = await list.read(readPage)
  return read.ok ? read.value.map(({ id }) => Number(id)) : read.code
}

describe('the whole list of orders', () => {
  for (const count of [0, 1, 2, 24, 26, 44]) {
    test(`${count} orders of a server without a cap are one call`, async () => {
      const { readPage, reads } = server(1_500, ids(count))
      expect(await readIds(new OrderList(), readPage)).toEqual(ids(count))
      expect(reads()).toBe(1)
    })
  }

  for (const cap of [25, 100, 1_000]) {
    for (const count of [cap, cap + 1, 2 * cap, 2 * cap + 7]) {
      test(`${count} orders of a server that gives ${cap} at a time are read to the end`, async () => {
        expect(await readIds(new OrderList(), server(cap, ids(count)).readPage)).toEqual(ids(count))
        const told = server(cap, ids(count), undefined, true)
        expect(await readIds(new OrderList(), told.readPage)).toEqual(ids(count))
        expect(told.reads()).toBe(Math.ceil(count / cap))
      })
    }
  }

  test('once a longer page was seen, one of 25 is the whole list in one call', async () => {
    const list = new OrderList()
    expect(await readIds(list, server(1_500, ids(30)).readPage)).toHaveLength(30)
    const { readPage, reads } = server(1_500, ids(25))
    expect(await readIds(list, readPage)).toHaveLength(25)
    expect(reads()).toBe(1)
  })

  for (const totals of [false, true]) {
    test(`an order that leaves between two pages leaves no hole (totals: ${totals})`, async () => {
      const present = ids(60)
      const { readPage } = server(
        25,
        present,
        (read) => {
          if (read === 1) present.shift()
        },
        totals,
      )
      expect(await readIds(new OrderList(), readPage)).toEqual(ids(59, 2))
    })

    test(`an order that comes in front between two pages is not read twice (totals: ${totals})`, async () => {
      const present = ids(60, 2)
      const { readPage } = server(
        25,
        present,
        (read) => {
          if (read === 1) present.unshift(1)
        },
        totals,
      )
      expect(await readIds(new OrderList(), readPage)).toEqual(ids(61))
    })
  }

  test('a list that never stands still is a fault, not a guess', async () => {
    const present = ids(60)
    const { readPage } = server(25, present, () => present.shift())
    expect(await readIds(new OrderList(), readPage)).toBe('orders_keep_moving')
  })

  test('a server that ignores the page number cannot be believed', async () => {
    let reads = 0
    const readPage: ReadPage = async () => {
      reads += 1
      return { ok: true, value: { orders: { order: ids(25).map(row) } } }
    }
    expect(await readIds(new OrderList(), readPage)).toBe('orders_keep_moving')
    expect(reads).toBe(8)
  })

  test('one order that cannot be read, twice the same, or no list at all: a fault', async () => {
    const bodies = [
      { orders: { order: [row(1), { ...row(2), exec_quantity: 'x' }] } },
      { orders: { order: [row(1), { ...row(2), exec_quantity: undefined }] } },
      { orders: { order: [row(1), { ...row(2), exec_quantity: 2 }] } },
      { orders: {} },
      { orders: 5 },
      {},
      null,
      [],
    ]
    for (const value of bodies) {
      expect(await readIds(new OrderList(), async () => ({ ok: true, value }))).toBe('orders_unreadable')
    }
    const twice = { orders: { order: [row(1), row(1)] } }
    expect(await readIds(new OrderList(), async () => ({ ok: true, value: twice }))).toBe(
      'orders_keep_moving',
    )
  })

  test('a fault of any page is the fault of the list', async () => {
    const down = { ok: false, kind: 'unavailable', code: 'http_502', message: '', retryAt: null } as const
    const { readPage } = server(25, ids(30))
    const second: ReadPage = async (page, limit) => (page === 2 ? down : readPage(page, limit))
    expect(await readIds(new OrderList(), second)).toBe('http_502')
  })

  test('a server that refuses a long page is asked for short ones, and not again', async () => {
    const { readPage } = server(25, ids(30))
    const refused = {
      ok: false,
      kind: 'rejected',
      code: 'invalid_parameter_limit',
      message: '',
      retryAt: null,
    } as const
    const asked: number[] = []
    const list = new OrderList()
    const strict: ReadPage = async (page, limit) => {
      asked.push(limit)
      return limit > 25 ? refused : readPage(page, limit)
    }
    expect(await readIds(list, strict)).toEqual(ids(30))
    expect(await readIds(list, strict)).toEqual(ids(30))
    expect(asked.filter((limit) => limit > 25)).toHaveLength(1)
    expect(await readIds(new OrderList(), async () => refused)).toBe('invalid_parameter_limit')
  })
})
