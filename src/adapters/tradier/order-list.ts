import type { BrokerFault, BrokerRead } from '../../ports/broker-fault.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import { fault } from './faults.ts'
import { orderOf } from './translate/order.ts'
import { listOf, type WireList } from './wire/list.ts'

/** Rows that are asked for at once: more than a day's orders. No limit of the limit is documented. */
const LONG_PAGE = 1_000
/** The documented length of a page. Every length that a server may cap at is a multiple of it. */
const SMALLEST_PAGE = 25
/** How often a list that moves is read again. */
const PASSES = 4
const MOST_PAGES = 100

/** Reads one page of the list; pages count from 1. */
export type ReadPage = (page: number, limit: number) => Promise<BrokerRead<unknown>>

interface Page {
  readonly orders: readonly BrokerOrder[]
  readonly list: WireList
}

function pageOf(answer: unknown): Page | null {
  const list = listOf(answer, 'orders', 'order', 'total_orders')
  if (list === null) return null
  const orders: BrokerOrder[] = []
  for (const row of list.rows) {
    const order = orderOf(row)
    if (order === null) return null
    orders.push(order)
  }
  return { orders, list }
}

/** One reading of all pages; `proven` when the list itself said how long it is, or was one page. */
interface Pass {
  readonly orders: readonly BrokerOrder[]
  readonly proven: boolean
}

function hasTwice(orders: readonly BrokerOrder[]): boolean {
  return new Set(orders.map(({ id }) => id)).size < orders.length
}

function idsOf(orders: readonly BrokerOrder[]): string {
  return orders.map(({ id }) => id).join()
}

/**
 * Reads the whole list of orders. A list of several pages can move between two of them, and a row at the border is then
 * missed: unless the totals agree with what was read, it is read again until two readings in a row have the same
 * orders. What cannot be proven whole is a fault, since an order that is missing from a list is taken for one that was
 * never placed.
 */
export class OrderList {
  /** The longest page that was ever given: shorter ones are no cap. */
  private longest = 0
  private limit = LONG_PAGE

  async read(readPage: ReadPage): Promise<BrokerRead<readonly BrokerOrder[]>> {
    let before: string | null = null
    for (let pass = 0; pass < PASSES; pass += 1) {
      const read = await this.readPass(readPage)
      if (!read.ok) return read
      const { orders, proven } = read.value
      const ids = idsOf(orders)
      const whole = !hasTwice(orders)
      if (whole && (proven || ids === before)) return { ok: true, value: orders }
      before = whole ? ids : null
    }
    return fault(
      'malformed',
      'orders_keep_moving',
      'The list of orders changed between its pages, again and again.',
    )
  }

  private async readPass(readPage: ReadPage): Promise<BrokerRead<Pass>> {
    const orders: BrokerOrder[] = []
    let total: number | null = null
    let steady = true
    for (let number = 1; number <= MOST_PAGES; number += 1) {
      const answer = await readPage(number, this.limit)
      if (!answer.ok) return this.shortened(answer) ? this.readPass(readPage) : answer
      const page = pageOf(answer.value)
      if (page === null) return fault('malformed', 'orders_unreadable', 'The list of orders cannot be read.')
      const { totalRows } = page.list
      steady = steady && (number === 1 || totalRows === total)
      total = totalRows
      orders.push(...page.orders)
      // A row that comes again has moved from one page to the next; to read on would only cost calls.
      if (hasTwice(orders)) return { ok: true, value: { orders, proven: false } }
      if (this.isLast(page, orders.length)) {
        const proven = total === null ? number === 1 : steady && total === orders.length
        return { ok: true, value: { orders, proven } }
      }
    }
    return fault('malformed', 'orders_without_end', `The list of orders has over ${MOST_PAGES} pages.`)
  }

  /** A server that refuses our limit, which no document forbids, is asked for pages of the documented length from now on. */
  private shortened({ code }: BrokerFault): boolean {
    if (code !== 'invalid_parameter_limit' || this.limit === SMALLEST_PAGE) return false
    this.limit = SMALLEST_PAGE
    return true
  }

  /** Whether nothing follows a page: by the totals, or because it is shorter than any cap. */
  private isLast({ orders, list }: Page, soFar: number): boolean {
    const rows = orders.length
    if (list.totalRows !== null) return soFar >= list.totalRows || rows === 0
    const capped = rows > 0 && rows % SMALLEST_PAGE === 0 && rows >= this.longest
    this.longest = Math.max(this.longest, rows)
    return !capped
  }
}
