import { expect } from 'vitest'
import { cents } from '../../../../src/domain/money/cents.ts'
import { price } from '../../../../src/domain/money/price.ts'
import { formatOccSymbol } from '../../../../src/domain/option/occ-symbol.ts'
import { credit } from '../../../../src/domain/spread/net-price.ts'
import { type BrokerCase, brokerCase } from '../broker-case.ts'
import {
  accepted,
  closingSpread,
  fillingSpread,
  freshTag,
  given,
  longOption,
  openingSpread,
  orderById,
  send,
  waitingSpread,
} from '../broker-steps.ts'

const REFUSED_TAGS = ['', 'under_score', 'a.b', 'a b', 'ä', 'x'.repeat(256)]

/** Placing, finding and ending orders. */
export const ORDER_CASES: readonly BrokerCase[] = [
  brokerCase(
    1,
    'an accepted order is found by its id and by its tag, in spreads and in our sign',
    async (target) => {
      const tag = freshTag()
      const id = await accepted(target, waitingSpread(target, 3), tag)
      const order = await orderById(target, id)
      expect(order).toMatchObject({
        id,
        tag,
        class: 'multileg',
        underlying: target.sample.underlying,
        quantity: 3,
        filledQuantity: 0,
        limit: { effect: 'credit', amount: target.sample.far },
        cashFlow: 0,
        unbalanced: false,
      })
      expect(['pending', 'open']).toContain(order.status)
      expect(order.legs.map(({ symbol, action, quantity }) => [symbol, action, quantity])).toEqual([
        [formatOccSymbol(target.sample.short), 'sell_to_open', 3],
        [formatOccSymbol(target.sample.long), 'buy_to_open', 3],
      ])
      const listed = await given(target, target.broker.readOrders('sync'))
      expect(listed.filter((one) => one.tag === tag)).toEqual([order])
    },
  ),
  brokerCase(
    2,
    'a filled spread has the cash of its legs, and a mirror of two signed positions',
    async (target) => {
      const order = await orderById(target, await accepted(target, fillingSpread(target, 2)))
      expect(order).toMatchObject({ status: 'filled', quantity: 2, filledQuantity: 2, unbalanced: false })
      const [sold, bought] = order.legs.map(({ averageFillPrice }) =>
        Math.round(averageFillPrice! * 2 * 100 * 100),
      )
      expect(order.cashFlow).toBe(cents(sold! - bought!))
      expect(order.cashFlow).toBeGreaterThanOrEqual((2 * 100 * target.sample.marketable) / 100)
      const positions = await given(target, target.broker.readPositions('sync'))
      const held = new Map(positions.map((one) => [one.symbol, one]))
      const short = held.get(formatOccSymbol(target.sample.short))
      const long = held.get(formatOccSymbol(target.sample.long))
      expect([short?.quantity, long?.quantity]).toEqual([-2, 2])
      expect(short?.contract).toEqual(target.sample.short)
      expect(short!.costBasis).toBeLessThan(0)
      expect(short!.costBasis + long!.costBasis).toBe(-order.cashFlow!)
    },
  ),
  brokerCase(3, 'a closing order that fills leaves nothing of the spread', async (target) => {
    await accepted(target, fillingSpread(target))
    const order = await orderById(target, await accepted(target, closingSpread(target, 49_000)))
    expect(order).toMatchObject({ status: 'filled', limit: { effect: 'debit' } })
    expect(order.cashFlow).toBeLessThan(0)
    expect(await given(target, target.broker.readPositions('sync'))).toEqual([])
  }),
  brokerCase(4, 'a cancel is acknowledged, and only a read proves it', async (target) => {
    const id = await accepted(target, waitingSpread(target))
    expect(await target.settle(target.broker.cancel(id, 'cancel'))).toEqual({ kind: 'acknowledged' })
    expect((await orderById(target, id)).status).toBe('cancelled')
  }),
  brokerCase(5, 'a cancel of what is over says so, and of what nobody knows says that', async (target) => {
    const id = await accepted(target, fillingSpread(target))
    expect(await target.settle(target.broker.cancel(id, 'cancel'))).toMatchObject({ kind: 'already_over' })
    expect(await target.settle(target.broker.cancel('999999999', 'cancel'))).toMatchObject({
      kind: 'not_known',
    })
  }),
  brokerCase(6, 'an order that nobody knows is null, not a fault', async (target) => {
    expect(await given(target, target.broker.readOrder('999999999', 'resolution'))).toBeNull()
  }),
  brokerCase(7, 'a refusal by the risk checks is rejected with the code of the broker', async (target) => {
    const placement = await send(target, closingSpread(target, 100))
    expect(placement).toMatchObject({ kind: 'rejected' })
    expect((placement as { code: string }).code).toMatch(/^[A-Z][A-Za-z]+$/)
  }),
  brokerCase(8, 'an order past its last moment never leaves', async (target) => {
    const late = target.broker.place(waitingSpread(target), freshTag(), 'entry', target.clock.now() - 1)
    expect(await target.settle(late)).toMatchObject({ kind: 'unsent' })
    expect(await given(target, target.broker.readOrders('sync'))).toEqual([])
  }),
  brokerCase(9, 'tags that a broker would refuse never reach it', async (target) => {
    for (const tag of REFUSED_TAGS) {
      const placement = await send(target, waitingSpread(target), tag)
      expect(placement).toMatchObject({ kind: 'rejected', code: 'tag_must_be_letters_digits_and_hyphens' })
    }
    expect(await given(target, target.broker.readOrders('sync'))).toEqual([])
    await accepted(target, waitingSpread(target), 'x'.repeat(255))
  }),
  brokerCase(10, 'a change of the price is seen by a read; the order keeps its id', async (target) => {
    const id = await accepted(target, waitingSpread(target))
    const limit = credit(price(target.sample.far - 1_000))
    const answer = await target.settle(target.broker.change(id, { kind: 'spread', limit }, 'entry'))
    expect(answer).toEqual({ kind: 'acknowledged' })
    expect((await orderById(target, id)).limit).toEqual(limit)
  }),
  brokerCase(11, 'a preview costs what it costs and places nothing', async (target) => {
    const preview = await given(target, target.broker.preview(waitingSpread(target), 'entry'))
    expect(preview.cost).toBeLessThan(0)
    expect(preview.commission).toBeGreaterThanOrEqual(0)
    expect(await given(target, target.broker.readOrders('sync'))).toEqual([])
  }),
  brokerCase(12, 'a preview of what would be refused is refused', async (target) => {
    const preview = await target.settle(target.broker.preview(closingSpread(target, 100), 'entry'))
    expect(preview).toMatchObject({ ok: false, kind: 'rejected' })
  }),
  brokerCase(13, 'a market order has no limit', async (target) => {
    const order = await orderById(target, await accepted(target, openingSpread(target, null)))
    expect(order.limit).toBeNull()
    expect(order.cashFlow).not.toBeNull()
  }),
  brokerCase(14, 'a bracket of a long option has children with fills of their own', async (target) => {
    await accepted(target, longOption(target, {}))
    const exit = { action: 'sell_to_close' } as const
    const takeProfit = longOption(target, { ...exit, limit: price(900_000) })
    const stopLoss = longOption(target, { ...exit, stop: price(500), limit: price(400) })
    const id = await accepted(target, { kind: 'oco', takeProfit, stopLoss })
    const order = await orderById(target, id)
    expect(order).toMatchObject({ class: 'oco', quantity: 0, cashFlow: 0, legs: [], limit: null })
    expect(order.children.map(({ limit, stop, quantity }) => [limit, stop, quantity])).toEqual([
      [credit(price(900_000)), null, 1],
      [credit(price(400)), price(500), 1],
    ])
  }),
  brokerCase(15, 'a list of more than a page has every order once', async (target) => {
    const ids: string[] = []
    for (let i = 0; i < 30; i += 1) ids.push(await accepted(target, waitingSpread(target)))
    const listed = await given(target, target.broker.readOrders('sync'))
    expect(listed.map(({ id }) => id).sort()).toEqual([...ids].sort())
  }),
  brokerCase(16, 'an entry with its exits is one order with three children', async (target) => {
    const entry = longOption(target, { limit: price(500) })
    const exit = { action: 'sell_to_close' } as const
    const takeProfit = longOption(target, { ...exit, limit: price(900_000) })
    const stopLoss = longOption(target, { ...exit, stop: price(100), limit: price(100) })
    const placement = await send(target, { kind: 'otoco', entry, takeProfit, stopLoss })
    expect(placement).toMatchObject({ kind: 'accepted' })
    const order = await orderById(target, (placement as { orderId: string }).orderId)
    expect(order).toMatchObject({ class: 'otoco', cashFlow: 0 })
    expect(order.children).toHaveLength(3)
  }),
]
