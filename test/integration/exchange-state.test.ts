import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type AssembledExchange, assembleExchange } from '../../src/app/exchange/assemble-exchange.ts'
import { writeState } from '../../src/app/exchange/state-file.ts'
import type { ExchangeRequest } from '../../src/cli/exchange-door.ts'
import { instant } from '../../src/domain/calendar/instant.ts'
import { buildMarketCalendar } from '../../src/domain/calendar/market-calendar.ts'
import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { exchangeClient } from '../support/exchange-client.ts'
import { exchangeRequest } from '../support/stepped-exchange.ts'

const folder = mkdtempSync(join(tmpdir(), 'legwork-restore-'))
afterAll(() => rmSync(folder, { recursive: true }))

const calendar = buildMarketCalendar()
const TUESDAY = tradingDay('2026-09-22')
const at = (time: string) => instantOf(TUESDAY, timeOfDay(time))

function requestFor(file: string, changed: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return exchangeRequest({ seed: 3, speed: 1, token: null, stateFile: join(folder, file), ...changed })
}

async function assembled(request: ExchangeRequest, now: () => number): Promise<AssembledExchange> {
  const exchange = await assembleExchange(request, { calendar, now: () => instant(now()) })
  if (!exchange.ok) throw new Error(exchange.message)
  return exchange.value
}

/** Places three orders that rest: near the market, so that some of them fill on the way. */
async function placeOrders({ face, token, venue, opened }: AssembledExchange): Promise<void> {
  const fetch = (request: Request) => face.fetch(request)
  const client = exchangeClient({ baseUrl: 'http://exchange.test/v1', token, fetch })
  const bid = opened.market.book('SPY')!.bid! / 10_000
  for (const below of [0.02, 0.5, 2]) {
    const price = (bid - below).toFixed(2)
    const order = {
      class: 'equity',
      symbol: 'SPY',
      side: 'buy',
      quantity: 10,
      type: 'limit',
      duration: 'gtc',
      price,
    }
    await client.post(`/accounts/${venue.accounts()[0]!.id}/orders`, order)
  }
}

test('a day that was saved at noon and restored goes on as the one that was not', async () => {
  const request = requestFor('noon.json', { day: TUESDAY, speed: 0 })
  const whole = await assembled(request, () => 1_900_000_000_000)
  await placeOrders(whole)
  whole.runner.goTo(at('12:00'), instant(1_900_000_000_000))
  await writeState(request.stateFile!, whole.save())
  const restored = await assembled(request, () => 1_900_000_500_000)
  expect([restored.isRestored, restored.token, restored.opened.market.now]).toEqual([
    true,
    whole.token,
    at('12:00'),
  ])
  expect(restored.venue.eventHash()).toBe(whole.venue.eventHash())
  for (const one of [whole, restored]) one.runner.goTo(at('20:00'), instant(1_900_000_500_000))
  expect(restored.venue.eventHash()).toBe(whole.venue.eventHash())
  expect(restored.save().venue).toEqual(JSON.parse(JSON.stringify(whole.save().venue)))
})

test('a market in the wall’s own time makes up for the days in which nobody ran it', async () => {
  const request = requestFor('wall.json')
  const first = await assembled(request, () => at('10:00'))
  await placeOrders(first)
  await writeState(request.stateFile!, first.save())
  const thursday = at('15:00') + 2 * 86_400_000
  let wall: number = thursday
  // A wall clock that moves while the market works, so that a slice of stepping comes to its end.
  const again = await assembled(request, () => (wall += 1))
  let slices = 0
  for (; again.opened.market.now < thursday; slices++) again.follow()
  expect(slices).toBeGreaterThan(3)
  expect(again.opened.market.now - thursday).toBeLessThan(10_000)
})

test('a market with a time of its own goes on from where it was saved', async () => {
  const request = requestFor('own.json', { day: TUESDAY, speed: 60 })
  const first = await assembled(request, () => at('10:00'))
  first.runner.goTo(at('11:00'), at('10:00'))
  await writeState(request.stateFile!, first.save())
  let wall = at('10:00') + 5 * 86_400_000
  const again = await assembled({ ...request, day: null }, () => wall)
  again.follow()
  expect(again.opened.market.now).toBe(at('11:00'))
  wall = instant(wall + 1_000)
  again.follow()
  expect(again.opened.market.now).toBe(at('11:01'))
})
