import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { nextRandom, seededRandom } from '../../src/exchange/venue/seeded-random.ts'
import { type OptionRow, type OrderRow, rows } from './exchange-client.ts'
import { chainOf, expirationsOf, type SteppedExchange, steppedExchange } from './stepped-exchange.ts'

/** What a day came to. */
export interface DayOutcome {
  /** Of the log of events. */
  readonly hash: string
  readonly events: number
  readonly fills: number
}

const DAY = tradingDay('2026-09-22')
const CLOSES = instantOf(DAY, timeOfDay('16:15'))

interface Orders {
  readonly orders: { readonly order?: OrderRow | readonly OrderRow[] }
}
type Form = Record<string, string | number>

/** An entry that brings its own exits, of which one cancels the other. */
function bracket(symbol: string, quantity: number, ask: number): Form {
  const form: Form = { class: 'otoco', symbol: 'SPY', duration: 'day' }
  const legs = [
    { side: 'buy_to_open', type: 'limit', price: ask },
    { side: 'sell_to_close', type: 'limit', price: ask * 1.05 },
    { side: 'sell_to_close', type: 'stop', stop: ask * 0.95 },
  ]
  for (const [i, { side, type, price, stop }] of legs.entries()) {
    Object.assign(form, { [`option_symbol[${i}]`]: symbol, [`quantity[${i}]`]: quantity })
    Object.assign(form, { [`side[${i}]`]: side, [`type[${i}]`]: type })
    if (price !== undefined) form[`price[${i}]`] = price.toFixed(2)
    if (stop !== undefined) form[`stop[${i}]`] = stop.toFixed(2)
  }
  return form
}

/** An order drawn from what is listed: a single option, a bracket, or a vertical. */
function drawOrder(draw: () => number, chain: readonly OptionRow[]): Form {
  const calls = chain.filter((row) => row.option_type === 'call' && row.bid > 0.2 && row.ask > row.bid)
  const at = Math.floor(draw() * (calls.length - 1))
  const [near, far] = [calls[at]!, calls[at + 1]!]
  const quantity = 1 + Math.floor(draw() * 3)
  const inside = near.bid + draw() * 1.2 * (near.ask - near.bid)
  const single = { class: 'option', symbol: 'SPY', option_symbol: near.symbol, quantity, duration: 'day' }
  const kind = draw()
  if (kind < 0.3) return { ...single, side: 'buy_to_open', type: 'market' }
  if (kind < 0.6) return { ...single, side: 'buy_to_open', type: 'limit', price: inside.toFixed(2) }
  if (kind < 0.75) return bracket(near.symbol, quantity, near.ask)
  const legs = {
    'option_symbol[0]': near.symbol,
    'side[0]': 'buy_to_open',
    'quantity[0]': quantity,
    'option_symbol[1]': far.symbol,
    'side[1]': 'sell_to_open',
    'quantity[1]': quantity,
  }
  const debit = Math.max(0.05, near.bid - far.ask + draw() * (near.ask - near.bid + far.ask - far.bid))
  return {
    class: 'multileg',
    symbol: 'SPY',
    type: 'debit',
    duration: 'day',
    price: debit.toFixed(2),
    ...legs,
  }
}

async function placeAndCancel({ client, account }: SteppedExchange, draw: () => number): Promise<void> {
  const path = `${account}/orders`
  const days = await expirationsOf(client, 'SPY')
  const chain = await chainOf(client, 'SPY', days[Math.floor(draw() * 4)]!)
  await client.post(path, drawOrder(draw, chain))
  const { orders } = await client.get<Orders>(path)
  const [first, ...others] = rows(orders.order).filter(({ status }) => status === 'open')
  if (first !== undefined && others.length > 2) await client.remove(`${path}/${first.id}`)
}

/**
 * Trades a synthetic day of a seed through the HTTP face, in process and without a socket: an order every five
 * minutes, drawn from the seed too, some of them canceled; then on to the next morning, so that the day has ended.
 */
export async function scriptedDay(seed: number): Promise<DayOutcome> {
  const stepped = await steppedExchange({ kind: 'synthetic' }, { day: DAY, seed })
  const { venue, opened } = stepped.exchange
  const random = seededRandom(seed)
  while (opened.market.now < CLOSES) {
    await placeAndCancel(stepped, () => nextRandom(random))
    await stepped.wait(5)
  }
  await stepped.wait(18 * 60)
  const events = venue.events()
  const fills = events.filter(({ kind }) => kind === 'order_filled').length
  return { hash: venue.eventHash(), events: events.length, fills }
}
