import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { BrokerProvider } from '../../ports/broker.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { BrokerRead } from '../../ports/broker-fault.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OrderChange } from '../../ports/order-change.ts'
import type { OrderTicket } from '../../ports/order-ticket.ts'
import { checkTag, checkTicket } from './check-ticket.ts'
import type { ClientCall, TradierClient } from './client.ts'
import { fault } from './faults.ts'
import type { FormFields } from './http-transport.ts'
import { changeForm, orderForm } from './order-form.ts'
import { OrderList } from './order-list.ts'
import { balancesOf, clockOf, positionsOf, profileOf } from './translate/account.ts'
import { orderOf } from './translate/order.ts'
import { cancelAnswerOf, changeAnswerOf, placementOf, previewAnswerOf } from './translate/order-answer.ts'
import { gainLossPage, historyPage, type ReportPage } from './translate/report.ts'

/** How long a cancel, a change or a preview waits for its place in the budget. */
const WISH_PATIENCE_MS = 65_000
/** The documented lengths of the pages of the reports. */
const GAIN_LOSS_PAGE = 100
const HISTORY_PAGE = 25
const MOST_REPORT_PAGES = 400

/** One account at Tradier. */
export class TradierBroker implements BrokerProvider {
  readonly key: BrokerAccountKey
  private readonly client: TradierClient
  private readonly clock: Clock
  private readonly account: string
  private readonly list = new OrderList()

  constructor(client: TradierClient, accountId: string, clock: Clock) {
    this.key = { environment: client.environment, accountId }
    this.client = client
    this.clock = clock
    this.account = `/accounts/${encodeURIComponent(accountId)}`
  }

  async place(ticket: OrderTicket, tag: string, priority: CallPriority, notAfter: number) {
    const refused = checkTicket(ticket) ?? checkTag(tag)
    if (refused !== null) {
      return { kind: 'rejected', code: refused.code, message: refused.message } as const
    }
    const form: FormFields = [...orderForm(ticket), ['tag', tag]]
    return placementOf(await this.client.sendOnce(this.orderCall('POST', null, priority, form), notAfter))
  }

  async preview(ticket: OrderTicket, priority: CallPriority) {
    const refused = checkTicket(ticket)
    if (refused !== null) return fault('rejected', refused.code, refused.message)
    const form: FormFields = [...orderForm(ticket), ['preview', 'true']]
    const call = { ...this.orderCall('POST', null, priority, form), endpoint: 'preview' }
    return previewAnswerOf(await this.client.sendOnce(call, this.patience()), this.clock.now())
  }

  async cancel(orderId: string, priority: CallPriority) {
    const sent = await this.client.sendOnce(this.orderCall('DELETE', orderId, priority), this.patience())
    return cancelAnswerOf(sent, orderId, this.clock.now())
  }

  async change(orderId: string, change: OrderChange, priority: CallPriority) {
    const call = this.orderCall('PUT', orderId, priority, changeForm(change))
    return changeAnswerOf(await this.client.sendOnce(call, this.patience()), orderId, this.clock.now())
  }

  async readOrder(orderId: string, priority: CallPriority): Promise<BrokerRead<BrokerOrder | null>> {
    const query: FormFields = [['includeTags', 'true']]
    const answer = await this.client.read({
      ...this.orderCall('GET', orderId, priority),
      endpoint: 'order',
      query,
    })
    if (!answer.ok) return answer.code === 'unauthorized_account' ? { ok: true, value: null } : answer
    const order = orderOf((answer.value as { readonly order?: unknown } | null)?.order)
    return order?.id === orderId
      ? { ok: true, value: order }
      : fault('malformed', 'order_unreadable', 'The order cannot be read.')
  }

  readOrders(priority: CallPriority): Promise<BrokerRead<readonly BrokerOrder[]>> {
    return this.list.read((page, limit) => {
      const query: FormFields = [
        ['includeTags', 'true'],
        ['page', String(page)],
        ['limit', String(limit)],
      ]
      return this.client.read({ ...this.orderCall('GET', null, priority), query })
    })
  }

  async readPositions(priority: CallPriority) {
    const answer = await this.readAccount('positions', priority)
    return answer.ok ? positionsOf(answer.value) : answer
  }

  async readBalances(priority: CallPriority) {
    const answer = await this.readAccount('balances', priority)
    return answer.ok ? balancesOf(answer.value, this.key.accountId) : answer
  }

  async readProfile(priority: CallPriority) {
    const answer = await this.client.read({
      endpoint: 'profile',
      method: 'GET',
      path: '/user/profile',
      priority,
    })
    return answer.ok ? profileOf(answer.value, this.key.accountId) : answer
  }

  async readClock(priority: CallPriority) {
    const answer = await this.client.read({
      endpoint: 'clock',
      method: 'GET',
      path: '/markets/clock',
      priority,
    })
    return answer.ok ? clockOf(answer.value) : answer
  }

  readGainLoss(from: TradingDay, to: TradingDay, priority: CallPriority) {
    return this.readReport('gainloss', GAIN_LOSS_PAGE, from, to, priority, gainLossPage)
  }

  async readHistory(from: TradingDay, to: TradingDay, priority: CallPriority) {
    // The sandbox keeps none, and to ask it would be a call for nothing.
    if (this.key.environment === 'sandbox') return { ok: true, value: null } as const
    const read = await this.readReport('history', HISTORY_PAGE, from, to, priority, historyPage)
    return read.ok || read.code !== 'http_404' ? read : ({ ok: true, value: null } as const)
  }

  private patience(): number {
    return this.clock.now() + WISH_PATIENCE_MS
  }

  private orderCall(
    method: ClientCall['method'],
    orderId: string | null,
    priority: CallPriority,
    form?: FormFields,
  ): ClientCall {
    const path = `${this.account}/orders${orderId === null ? '' : `/${encodeURIComponent(orderId)}`}`
    const endpoint = { GET: 'orders', POST: 'place', PUT: 'change', DELETE: 'cancel' }[method]
    return { endpoint, method, path, priority, ...(form === undefined ? {} : { form }) }
  }

  private readAccount(name: string, priority: CallPriority, query: FormFields = []) {
    const path = `${this.account}/${name}`
    return this.client.read({ endpoint: name, method: 'GET', path, priority, query })
  }

  private async readReport<Row>(
    name: string,
    limit: number,
    from: TradingDay,
    to: TradingDay,
    priority: CallPriority,
    pageOf: (answer: unknown, limit: number) => BrokerRead<ReportPage<Row>>,
  ): Promise<BrokerRead<readonly Row[]>> {
    const rows: Row[] = []
    for (let page = 1; page <= MOST_REPORT_PAGES; page += 1) {
      const query: FormFields = [
        ['page', String(page)],
        ['limit', String(limit)],
        ['start', from],
        ['end', to],
      ]
      const answer = await this.readAccount(name, priority, query)
      if (!answer.ok) return answer
      const read = pageOf(answer.value, limit)
      if (!read.ok) return read
      rows.push(...read.value.rows)
      if (!read.value.isFull) return { ok: true, value: rows }
    }
    return fault('malformed', `${name}_without_end`, `The ${name} has over ${MOST_REPORT_PAGES} pages.`)
  }
}
