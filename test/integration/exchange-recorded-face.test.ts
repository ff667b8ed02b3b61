import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readRecordedChain } from '../../src/adapters/recorded/chain-file.ts'
import { readLeanDay } from '../../src/adapters/recorded/lean-day.ts'
import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { formatOccSymbol } from '../../src/domain/option/occ-symbol.ts'
import type { RecordedDay, RecordedOption } from '../../src/ports/recorded-minutes.ts'
import { type OptionRow, rows } from '../support/exchange-client.ts'
import { chainOf, expirationsOf, type SteppedExchange, steppedExchange } from '../support/stepped-exchange.ts'

/** Requests of a class that fit into a minute of the live API. */
const QUOTA = 100

/** Every contract of an underlying as the API serves it, expiration by expiration. */
async function servedContracts({ client, wait }: SteppedExchange, underlying: string): Promise<OptionRow[]> {
  const found: OptionRow[] = []
  for (const [i, day] of (await expirationsOf(client, underlying)).entries()) {
    if (i % QUOTA === QUOTA - 1) await wait(1)
    found.push(...(await chainOf(client, underlying, day)))
  }
  return found
}

/** Two calls of one expiration that are quoted on both sides, and cost less than their width, the nearer one first. */
function verticalOf(contracts: readonly OptionRow[]): readonly [OptionRow, OptionRow] {
  const calls = contracts.filter(
    ({ option_type, bid, ask, bidsize, asksize }) =>
      option_type === 'call' && bid > 0.3 && ask > bid && ask < 1.3 * bid && bidsize > 0 && asksize > 0,
  )
  const series = ({ symbol }: OptionRow): string => symbol.slice(0, -9)
  for (const near of calls) {
    for (const far of calls) {
      const [width, cost] = [far.strike - near.strike, near.ask - far.bid]
      if (series(far) === series(near) && cost > 0.05 && cost < 0.7 * width) return [near, far]
    }
  }
  throw new Error('no vertical is quoted on both sides')
}

interface NetOrder {
  readonly order: {
    readonly status: string
    readonly avg_fill_price: number
    readonly leg: readonly { readonly option_symbol: string; readonly avg_fill_price: number }[]
  }
}

/** Buys a vertical at its natural price, and reads its order. */
async function buyVertical(
  { client, account }: SteppedExchange,
  underlying: string,
  [near, far]: readonly [OptionRow, OptionRow],
): Promise<() => Promise<NetOrder['order']>> {
  // Net increments may be a nickel; more than the natural price is offered, never less.
  const price = Math.ceil((near.ask - far.bid) * 20 - 1e-9) / 20
  const placed = await client.post<{ order: { id: number } }>(`${account}/orders`, {
    class: 'multileg',
    symbol: underlying,
    type: 'debit',
    duration: 'day',
    price: price.toFixed(2),
    'option_symbol[0]': near.symbol,
    'side[0]': 'buy_to_open',
    'quantity[0]': 1,
    'option_symbol[1]': far.symbol,
    'side[1]': 'sell_to_open',
    'quantity[1]': 1,
  })
  return async () => (await client.get<NetOrder>(`${account}/orders/${placed.order.id}`)).order
}

function expectFilled(order: NetOrder['order'], [near, far]: readonly [OptionRow, OptionRow]): void {
  expect(order.status).toBe('filled')
  expect(order.leg.map(({ option_symbol }) => option_symbol)).toEqual([near.symbol, far.symbol])
  const [bought, sold] = order.leg.map(({ avg_fill_price }) => avg_fill_price)
  expect(bought).toBeLessThanOrEqual(near.ask)
  expect(sold).toBeGreaterThanOrEqual(far.bid)
  expect(order.avg_fill_price).toBeCloseTo(bought! - sold!, 6)
}

async function positionsOf({ client, account }: SteppedExchange): Promise<(readonly [string, number])[]> {
  const { positions } = await client.get<{ positions: { position: Position | Position[] } }>(
    `${account}/positions`,
  )
  return rows(positions.position).map(({ symbol, quantity }) => [symbol, quantity] as const)
}

interface Position {
  readonly symbol: string
  readonly quantity: number
}

/** What stood at a time: the first quote of a minute that begins, else the last one before; null for a side without one. */
function recordedQuote({ quotes }: RecordedOption, atMs: number): { bid: number | null; ask: number | null } {
  const row = quotes.timeMs.findLastIndex((ms) => ms <= atMs)
  const begins = quotes.timeMs[row] === atMs
  const side = (units: number | undefined) => (units === undefined || units < 0 ? null : units / 10_000)
  const [bids, asks] = begins ? [quotes.bidOpen, quotes.askOpen] : [quotes.bidClose, quotes.askClose]
  return { bid: side(bids[row]), ask: side(asks[row]) }
}

test('what stood at a time is the quote of a minute that begins, or the last one before', () => {
  const quotes = {
    timeMs: [60_000, 120_000],
    bidOpen: [5_000, 6_000],
    askOpen: [7_000, -1],
    bidClose: [10_000, -1],
    askClose: [20_000, 30_000],
  }
  const option = { quotes } as unknown as RecordedOption
  expect(recordedQuote(option, 0)).toEqual({ bid: null, ask: null })
  expect(recordedQuote(option, 60_000)).toEqual({ bid: 0.5, ask: 0.7 })
  expect(recordedQuote(option, 120_000)).toEqual({ bid: 0.6, ask: null })
  expect(recordedQuote(option, 180_000)).toEqual({ bid: null, ask: 3 })
})

const folder = process.env['LEGWORK_DATA']
if (folder !== undefined && folder !== '') {
  describe('the chains of Cboe of 2023-09-14, through the API', () => {
    const file = readdirSync(folder).find((name) => /^cboe_2023-09-14.*\.csv\.gz$/.test(name))!
    const path = join(folder, file)
    let stepped: SteppedExchange
    beforeAll(async () => {
      stepped = await steppedExchange({ kind: 'recorded', path })
    })

    test('are served whole, roots and all, as recorded', async () => {
      const chain = await readRecordedChain(path)
      if (!chain.ok) throw new Error(chain.message)
      const recorded = new Map<string, number>()
      const counts = new Map<string, number>()
      const { root, bid, ask, rowCount } = chain.value
      for (let row = 0; row < rowCount; row++) {
        const name = root.symbols[root.codes[row]!]!
        counts.set(name, (counts.get(name) ?? 0) + 1)
        recorded.set(name, (recorded.get(name) ?? 0) + bid[row]! + ask[row]!)
      }
      const served = new Map<string, number>()
      const sums = new Map<string, number>()
      for (const underlying of ['SPX', 'XSP', 'SPY']) {
        await stepped.wait(1)
        for (const { root_symbol: name, bid: low, ask: high } of await servedContracts(stepped, underlying)) {
          served.set(name, (served.get(name) ?? 0) + 1)
          sums.set(name, (sums.get(name) ?? 0) + low + high)
        }
      }
      expect(Object.fromEntries(served)).toEqual(Object.fromEntries(counts))
      for (const [name, sum] of recorded) expect(sums.get(name)).toBeCloseTo(sum, 2)
      console.info('served', Object.fromEntries(served))
    })

    test('have both roots of SPX on the third Friday', async () => {
      await stepped.wait(1)
      const contracts = await chainOf(stepped.client, 'SPX', '2023-10-20')
      expect([...new Set(contracts.map(({ root_symbol }) => root_symbol))].sort()).toEqual(['SPX', 'SPXW'])
    })

    test('can be traded on in the next session, at what was recorded', async () => {
      await stepped.wait(1)
      const orders = []
      for (const underlying of ['SPX', 'XSP', 'SPY']) {
        const legs = verticalOf(await chainOf(stepped.client, underlying, '2023-10-20'))
        orders.push({ underlying, legs, read: await buyVertical(stepped, underlying, legs) })
      }
      for (const { read } of orders) expect((await read()).status).toBe('pending')
      await stepped.goTo('2023-09-15T09:31')
      for (const { underlying, legs, read } of orders) {
        const order = await read()
        expectFilled(order, legs)
        console.info(underlying, legs.map(({ symbol }) => symbol).join(' / '), 'at', order.avg_fill_price)
      }
      expect(await positionsOf(stepped)).toHaveLength(6)
    })
  })

  describe.each([
    { underlying: 'GOOG', day: '2015-12-24', contracts: 2_192, closes: '13:00' },
    { underlying: 'TWX', day: '2014-06-05', contracts: 184, closes: '16:00' },
  ])('the day of $underlying of $day, through the API', ({ underlying, day, contracts, closes }) => {
    const lean = join(folder, 'lean')
    const date = tradingDay(day)
    let recorded: RecordedDay
    let stepped: SteppedExchange
    beforeAll(async () => {
      const read = await readLeanDay({ folder: lean, underlying, day: date })
      if (!read.ok) throw new Error(read.message)
      recorded = read.value
      const path = join(lean, 'option/usa/minute', underlying.toLowerCase())
      stepped = await steppedExchange({ kind: 'recorded', path }, { day: date })
    })

    test('is served as it was quoted, and what is bought fills at its quotes', async () => {
      const { client, wait, account } = stepped
      const { clock } = await client.get<{ clock: { description: string } }>('/markets/clock')
      expect(clock.description).toBe(`Market is open from 09:30 to ${closes}`)
      const midnight = instantOf(date, timeOfDay('00:00'))
      const options = new Map(recorded.options.map((option) => [formatOccSymbol(option.contract), option]))
      let [compared, oneSided, looks] = [0, 0, 0]
      let bought: Awaited<ReturnType<typeof buyVertical>> | undefined
      let legs: readonly [OptionRow, OptionRow] | undefined
      await wait(20)
      while (stepped.exchange.opened.market.now < instantOf(date, timeOfDay(closes))) {
        const now = stepped.exchange.opened.market.now
        const served = await servedContracts(stepped, underlying)
        expect(served).toHaveLength(contracts)
        looks++
        for (const { symbol, bid, ask } of served) {
          const quote = recordedQuote(options.get(symbol)!, now - midnight)
          // The API writes a side that nobody quotes as zero.
          expect([symbol, bid || null, ask || null]).toEqual([symbol, quote.bid || null, quote.ask || null])
          compared++
          if ((quote.bid === null) !== (quote.ask === null)) oneSided++
        }
        if (bought === undefined) {
          legs = verticalOf(served)
          bought = await buyVertical(stepped, underlying, legs)
          expectFilled(await bought(), legs)
        }
        await wait(20)
      }
      expect(oneSided).toBeGreaterThan(0)
      expect(await positionsOf(stepped)).toEqual(
        [
          [legs![0].symbol, 1],
          [legs![1].symbol, -1],
        ].sort(),
      )
      const net = (await bought!()).avg_fill_price
      console.info(
        underlying,
        { looks, compared, oneSided, net },
        legs!.map(({ symbol }) => symbol).join(' / '),
      )
      expect(compared).toBe(looks * contracts)
      expect((await client.get<{ clock: { state: string } }>('/markets/clock')).clock.state).toBe(
        'postmarket',
      )
      expect(await client.get(`${account}/balances`)).toMatchObject({ balances: { account_type: 'margin' } })
    })

    test('ends its day orders when the half or whole day ends', async () => {
      const fresh = await steppedExchange(
        { kind: 'recorded', path: join(lean, 'option/usa/minute', underlying.toLowerCase()) },
        { day: date },
      )
      await fresh.wait(30)
      const [near] = verticalOf(await servedContracts(fresh, underlying))
      const { order } = await fresh.client.post<{ order: { id: number } }>(`${fresh.account}/orders`, {
        class: 'option',
        symbol: underlying,
        option_symbol: near.symbol,
        side: 'buy_to_open',
        quantity: 1,
        type: 'limit',
        price: '0.05',
        duration: 'day',
      })
      const read = () => fresh.client.get(`${fresh.account}/orders/${order.id}`)
      await fresh.goTo(`${day}T${closes}`)
      expect(await read()).toMatchObject({ order: { status: 'open' } })
      await fresh.wait(30)
      expect(await read()).toMatchObject({ order: { status: 'expired', exec_quantity: 0 } })
    })
  })

  test('what expired on the half day is settled at its last trade, and the shares are there before the next session', async () => {
    const path = join(folder, 'lean/option/usa/minute/goog')
    const stepped = await steppedExchange({ kind: 'recorded', path }, { day: tradingDay('2015-12-24') })
    await stepped.wait(60)
    const contracts = await chainOf(stepped.client, 'GOOG', '2015-12-24')
    const calls = contracts.filter(
      ({ option_type, ask, asksize }) => option_type === 'call' && ask > 0 && asksize > 0,
    )
    const [inside, outside] = [
      calls.find(({ strike }) => strike === 735)!,
      calls.find(({ strike }) => strike === 760)!,
    ]
    for (const { symbol, ask } of [inside, outside]) {
      const order = {
        class: 'option',
        symbol: 'GOOG',
        option_symbol: symbol,
        side: 'buy_to_open',
        quantity: 1,
      }
      await stepped.client.post(`${stepped.account}/orders`, {
        ...order,
        type: 'limit',
        price: ask,
        duration: 'day',
      })
    }
    expect(await positionsOf(stepped)).toEqual([
      [inside.symbol, 1],
      [outside.symbol, 1],
    ])
    await stepped.goTo('2015-12-26T12:00')
    expect(await positionsOf(stepped)).toHaveLength(2)
    await stepped.goTo('2015-12-28T04:00')
    expect(await positionsOf(stepped)).toEqual([['GOOG', 100]])
  })
}
