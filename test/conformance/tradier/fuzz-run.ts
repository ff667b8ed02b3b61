import { expect } from 'vitest'
import { checkBuyingPower, checkInvariants } from '../../../src/exchange/venue/invariants.ts'
import { nextRandom, seededRandom } from '../../../src/exchange/venue/seeded-random.ts'
import { type ConformanceTarget, controlOf, inProcessTarget, TUESDAY_10 } from './conformance-target.ts'
import { type FuzzRequest, RequestDraw } from './fuzz-request.ts'
import { checkBooks } from './venue-books.ts'

const HOUR_MS = 3_600_000
/** The open, the late morning, the close, the night. */
const STARTS = [TUESDAY_10 - HOUR_MS / 2, TUESDAY_10, TUESDAY_10 + 5.9 * HOUR_MS, TUESDAY_10 + 20 * HOUR_MS]
const MOVING = [
  'SPY',
  'KO',
  'SPY260925C00650000',
  'SPY260925P00650000',
  'SPY260925C00655000',
  'SPXW260925C06500000',
]
const LEVELS = [650, 70, 5, 5, 4, 52]

/** What came of a run. */
export interface FuzzTally {
  readonly statuses: Map<number, number>
  /** Orders by class and status. */
  readonly orders: Map<string, number>
}

function count<Key>(of: Map<Key, number>, key: Key): void {
  of.set(key, (of.get(key) ?? 0) + 1)
}

/** Quotes that move, and now and then are none: a side missing, crossed, or of one contract. */
function moveMarket(target: ConformanceTarget, draw: () => number): void {
  const i = Math.floor(draw() * MOVING.length)
  const bid = LEVELS[i]! * (0.97 + draw() * 0.06)
  const width = LEVELS[i]! * 0.002 * (draw() < 0.05 ? -1 : 1)
  const cents = (amount: number): number => Math.max(0.01, Math.round(amount * 100) / 100)
  const none = draw() < 0.05
  controlOf(target).market.set(
    MOVING[i]!,
    none ? null : cents(bid),
    cents(bid + width),
    Math.ceil(draw() * 30),
  )
}

interface Answered {
  readonly status: number
  /** The order that was taken. */
  readonly order: { readonly account: string; readonly id: number } | null
}

async function ask(target: ConformanceTarget, request: FuzzRequest): Promise<Answered> {
  const { method, path, token, accept, body } = request
  const headers = {
    Authorization: `Bearer ${token}`,
    Accept: accept,
    'Content-Type': 'application/x-www-form-urlencoded',
  }
  const init = { method, headers, ...(body === undefined ? {} : { body }) }
  const answer = await target.fetch(new Request(target.baseUrl + path, init))
  expect(answer.status, JSON.stringify(request)).toBeLessThan(500)
  const placed = method === 'POST' ? /^\{"order":\{"id":(\d+),/.exec(await answer.text())?.[1] : undefined
  const account = /\/accounts\/([^/]+)\/orders$/.exec(path)?.[1]
  const order = placed === undefined || account === undefined ? null : { account, id: Number(placed) }
  return { status: answer.status, order }
}

function checkPlaced(target: ConformanceTarget, { account, id }: NonNullable<Answered['order']>): void {
  const { venue, market } = controlOf(target)
  expect(checkBuyingPower(venue.room, account, id, market)).toEqual([])
}

function checkAccounts(target: ConformanceTarget): void {
  const { venue, market } = controlOf(target)
  expect(checkInvariants(venue.room, (symbol) => market.settlementOf(symbol))).toEqual([])
  for (const { id } of venue.accounts()) checkBooks(venue, id, venue.balances(id, market).totalCash)
}

function countOrders(target: ConformanceTarget, tally: FuzzTally): void {
  const { venue } = controlOf(target)
  for (const { id } of venue.accounts()) {
    for (const order of venue.orders(id)) count(tally.orders, `${order.class} ${order.status}`)
  }
}

/**
 * Sends so many random requests to a fresh exchange while its market moves; none may crash it or be answered by a server
 * error, and at the end every share and cent must be accounted for.
 */
export async function fuzzRound(seed: number, requests: number, tally: FuzzTally): Promise<void> {
  const random = seededRandom(seed)
  const draw = (): number => nextRandom(random)
  const target = inProcessTarget({}, STARTS[seed % STARTS.length]!)
  const { venue, advance } = controlOf(target)
  const requestDraw = new RequestDraw(random)
  const idsOf = (account: string): readonly number[] => venue.orders(account).map(({ id }) => id)
  for (let i = 0; i < requests; i += 1) {
    advance(Math.floor(draw() * 1_200) + (draw() < 0.01 ? 60_000 : 0))
    if (draw() < 0.2) moveMarket(target, draw)
    const { status, order } = await ask(target, requestDraw.next(idsOf))
    count(tally.statuses, status)
    if (order !== null) checkPlaced(target, order)
    if (i % 100 === 99) checkAccounts(target)
  }
  checkAccounts(target)
  countOrders(target, tally)
}
