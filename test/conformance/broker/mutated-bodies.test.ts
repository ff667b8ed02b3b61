import { expect, test } from 'vitest'
import { brokerToken } from '../../../src/adapters/tradier/broker-token.ts'
import { connectTradier } from '../../../src/adapters/tradier/connection.ts'
import { createFetchTransport } from '../../../src/adapters/tradier/fetch-transport.ts'
import { IN_PROCESS } from '../../../src/adapters/tradier/tradier-endpoint.ts'
import { newYorkDayOf } from '../../../src/domain/calendar/new-york-time.ts'
import { nextRandom, type SeededRandom, seededRandom } from '../../../src/exchange/venue/seeded-random.ts'
import { type BrokerOrder, isOver } from '../../../src/ports/broker-order.ts'
import { accepted, fillingSpread, longOption, waitingSpread } from './broker-steps.ts'
import { type TradierTarget, tradierTarget } from './tradier-target.ts'

const RUNS = 20_000
const SWAPS = [
  'null',
  '"null"',
  '"NaN"',
  'NaN',
  '-1',
  '1e999',
  '0.5',
  '""',
  '[]',
  '{}',
  'true',
  '"5"',
  '[null]',
  '99999999999999999999',
]

function pick<One>(random: SeededRandom, from: readonly One[]): One {
  return from[Math.floor(nextRandom(random) * from.length)]!
}

/** The body with one thing wrong: cut, a byte flipped, bytes lost or doubled, a value of another type, a key gone. */
function mutated(bytes: Uint8Array<ArrayBuffer>, random: SeededRandom): Uint8Array<ArrayBuffer> {
  const at = Math.floor(nextRandom(random) * bytes.length)
  const text = (): string => new TextDecoder().decode(bytes)
  const values = (): RegExpMatchArray[] => [
    ...text().matchAll(/(?<=":)("(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|null)/g),
  ]
  const replaced = (match: RegExpMatchArray | undefined, by: string): Uint8Array<ArrayBuffer> => {
    if (match === undefined) return bytes.slice(0, at)
    return new TextEncoder().encode(
      text().slice(0, match.index) + by + text().slice((match.index ?? 0) + match[0].length),
    )
  }
  switch (Math.floor(nextRandom(random) * 6)) {
    case 0:
      return bytes.slice(0, at)
    case 1: {
      const flipped = bytes.slice()
      flipped[at] = flipped[at]! ^ (1 << Math.floor(nextRandom(random) * 8))
      return flipped
    }
    case 2:
      return Uint8Array.from([
        ...bytes.slice(0, at),
        ...bytes.slice(at + 1 + Math.floor(nextRandom(random) * 9)),
      ])
    case 3:
      return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(Math.max(0, at - 9))])
    case 4:
      return replaced(pick(random, values()), pick(random, SWAPS))
    default:
      return replaced(pick(random, [...text().matchAll(/"\w+":/g)]), '"x":')
  }
}

/** An adapter that gets whatever body it is told, with the status of a success. */
function scripted(target: TradierTarget) {
  const script = { body: new Uint8Array() }
  const token = brokerToken('exchange', 'sandbox-token')
  if (!token.ok) throw new Error(token.message)
  const connection = connectTradier({
    clock: target.clock,
    ceiling: 1_000_000,
    transport: createFetchTransport({
      endpoint: IN_PROCESS,
      token: token.value,
      clock: target.clock,
      fetch: async () => new Response(script.body),
    }),
  })
  return { script, broker: connection.broker(target.broker.key.accountId), data: connection.marketData }
}

const HEADERS = { authorization: 'Bearer sandbox-token', accept: 'application/json' }

async function recorded(target: TradierTarget, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await target.exchange.face.fetch(
    new Request(`http://exchange.test/v1${path}`, { headers: HEADERS }),
  )
  return new Uint8Array(await answer.arrayBuffer())
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

/** What holds of every order that was read, whatever became of its bytes on the way. */
function expectSound(order: BrokerOrder): void {
  expect(order.id).toMatch(/^[1-9]\d*$/)
  expect([order.quantity, order.filledQuantity].every(isCount)).toBe(true)
  expect(order.filledQuantity).toBeLessThanOrEqual(order.quantity)
  expect(order.cashFlow === null || Number.isSafeInteger(order.cashFlow)).toBe(true)
  expect(Number.isSafeInteger(order.createdAt) && Number.isSafeInteger(order.changedAt)).toBe(true)
  if (order.status === 'unrecognised') expect(isOver(order.status)).toBe(false)
  for (const leg of order.legs)
    expect(isCount(leg.filledQuantity) && leg.filledQuantity <= leg.quantity).toBe(true)
  if (order.class === 'multileg') expect(order.legs.length).toBeGreaterThanOrEqual(2)
  for (const child of order.children) expectSound(child)
}

test(`${RUNS} mutated answers never throw, and never give a state that is none`, async () => {
  const target = tradierTarget()
  for (const ticket of [fillingSpread(target, 2), waitingSpread(target), longOption(target, {})]) {
    await accepted(target, ticket)
  }
  const { script, broker, data } = scripted(target)
  const account = `/accounts/${broker.key.accountId}`
  const day = newYorkDayOf(target.clock.now())
  const { expiration } = target.sample
  const placed = new TextEncoder().encode('{"order":{"id":38467959,"status":"ok","partner_id":"c4998eb7"}}')
  const reads = {
    [`${account}/orders?includeTags=true`]: () => broker.readOrders('sync'),
    [`${account}/positions`]: () => broker.readPositions('sync'),
    [`${account}/balances`]: () => broker.readBalances('sync'),
    '/user/profile': () => broker.readProfile('sync'),
    '/markets/clock': () => broker.readClock('sync'),
    [`/markets/options/chains?symbol=SPY&expiration=${expiration}&greeks=true`]: () =>
      data.readChain('SPY', expiration, 'scan'),
    '/markets/options/expirations?symbol=SPY': () => data.readExpirations('SPY', 'scan'),
    '/markets/quotes?symbols=SPY,AAPL,NOSUCH': () => data.readQuotes(['SPY', 'AAPL'], 'scan'),
    '/markets/history?symbol=SPY&start=2026-09-01': () => data.readDailyBars('SPY', day, day, 'scan'),
  }
  const bodies = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const path of Object.keys(reads)) bodies.set(path, await recorded(target, path))
  const random = seededRandom(20_260_922)
  const seen = { given: 0, malformed: 0, unknown: 0, accepted: 0 }
  for (let run = 0; run < RUNS; run += 1) {
    if (run % 3 === 0) {
      script.body = mutated(placed, random)
      const placement = await broker.place(waitingSpread(target), 'tag', 'entry', target.clock.now() + 1_000)
      expect(['accepted', 'unknown']).toContain(placement.kind)
      if (placement.kind === 'accepted') {
        expect(new TextDecoder().decode(script.body)).toMatch(/^\{"order":\{.*"id":"?[1-9]\d*"?[,}].*\}\}$/)
        expect(placement.orderId).toMatch(/^[1-9]\d*$/)
        seen.accepted += 1
      } else seen.unknown += 1
      continue
    }
    const [path, read] = pick(random, Object.entries(reads))
    script.body = mutated(bodies.get(path)!, random)
    const answer = await read()
    if (!answer.ok) {
      expect(['malformed', 'unauthorized']).toContain(answer.kind)
      seen.malformed += 1
      continue
    }
    seen.given += 1
    const { value } = answer
    if (path.includes('/orders')) for (const order of value as readonly BrokerOrder[]) expectSound(order)
    if (path.endsWith('/balances')) expect(value).toMatchObject({ accountId: broker.key.accountId })
    if (path.endsWith('/positions')) expect((value as readonly unknown[]).length).toBe(2)
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(1_000)
})
