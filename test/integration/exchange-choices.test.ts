import { expect, test } from 'vitest'
import { cents } from '../../src/domain/money/cents.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { swarmFaultPlan } from '../../src/exchange/tradier-api/fault-swarm.ts'
import { chainOf, expirationsOf, steppedExchange } from '../support/stepped-exchange.ts'

const SYNTHETIC = { kind: 'synthetic' } as const
const DAY = { day: tradingDay('2026-09-22') }

interface Quote {
  readonly quotes: { readonly quote: { readonly bid: number; readonly bid_date: number } }
}

test('fees are what an order costs', async () => {
  const free = { perIndexContract: cents(0), perOptionOrder: cents(0), perEquityOrder: cents(0) }
  const { client, account } = await steppedExchange(SYNTHETIC, {
    ...DAY,
    fees: { ...free, perContract: cents(35) },
  })
  const days = await expirationsOf(client, 'SPY')
  const call = (await chainOf(client, 'SPY', days[2]!)).find(
    (row) => row.option_type === 'call' && row.ask < 5,
  )!
  const previewed = await client.post(`${account}/orders`, {
    class: 'option',
    symbol: 'SPY',
    option_symbol: call.symbol,
    side: 'buy_to_open',
    quantity: 2,
    type: 'limit',
    price: call.ask,
    duration: 'day',
    preview: 'true',
  })
  expect(previewed).toMatchObject({ order: { status: 'ok', commission: 0.7 } })
})

test('a plan that was drawn from a seed is shown by the door, and strikes', async () => {
  const { exchange } = await steppedExchange(SYNTHETIC, { ...DAY, faults: { kind: 'seed', seed: 7 } })
  const ask = (path: string, token: string) =>
    exchange.face.fetch(
      new Request(`http://exchange.test${path}`, {
        headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
      }),
    )
  const shown = await ask('/_exchange/faults', 'stepped-door')
  expect(await shown.json()).toEqual({ plan: JSON.parse(JSON.stringify(swarmFaultPlan(7))) })
  let faults = 0
  for (let i = 0; i < 50; i++) {
    const status = await ask('/v1/user/profile', 'stepped-token').then(
      (answer) => answer.status,
      () => 0,
    )
    if (status !== 200) faults++
  }
  expect(faults).toBeGreaterThan(3)
  expect(faults).toBeLessThan(50)
})

test('a switch is set: the sandbox’s quotes are a quarter of an hour old, or of the moment', async () => {
  const agesOf = async (switches: readonly { name: string; value: string }[]) => {
    const stepped = await steppedExchange(SYNTHETIC, { ...DAY, personality: 'sandbox', switches })
    await stepped.wait(60)
    const { quotes } = await stepped.client.get<Quote>('/markets/quotes?symbols=SPY')
    return stepped.exchange.opened.market.now - quotes.quote.bid_date
  }
  expect(await agesOf([{ name: 'sandboxDelayMs', value: '0' }])).toBeLessThan(60_000)
  expect(await agesOf([])).toBeGreaterThanOrEqual(15 * 60_000)
  await expect(agesOf([{ name: 'sandboxAge', value: '0' }])).rejects.toThrow(/There is no switch sandboxAge/)
})
