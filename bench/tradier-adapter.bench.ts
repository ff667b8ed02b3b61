import { z } from 'zod'
import { chainOf } from '../src/adapters/tradier/translate/chain.ts'
import { orderOf } from '../src/adapters/tradier/translate/order.ts'
import { NUMBER, TEXT } from '../src/adapters/tradier/wire/number.ts'
import { tradingDay } from '../src/domain/calendar/trading-day.ts'
import { type Bench, medianMs, row } from './harness.ts'

const CONTRACTS = 2_000
const ORDERS = 500
const RUNS = 31
const DAY = tradingDay('2026-09-22')
const MOMENT = '2026-09-22T14:44:06.399Z'

function symbolAt(i: number): string {
  return `SPXW260922C0${5_000_000 + i * 1_000}`
}

/** A row as the sandbox prints it, with greeks; some 800 bytes. */
function optionRow(_: unknown, i: number) {
  const greeks = { delta: 0.2114, gamma: 0.0081, theta: -4.02, vega: 0.64, rho: 0.021, phi: -0.022 }
  const vols = {
    bid_iv: 0.118,
    mid_iv: 0.1195,
    ask_iv: 0.121,
    smv_vol: 0.1192,
    updated_at: '2026-09-22 13:59:58',
  }
  const day = {
    change: -1.1,
    volume: 812,
    open: 4.1,
    high: 4.4,
    low: 3.2,
    close: null,
    change_percentage: -24.45,
  }
  const bid = { bid: 3.4, bidsize: 21, bidexch: 'C', bid_date: 1_789_048_252_000 }
  const ask = { ask: 3.6, asksize: 33, askexch: 'C', ask_date: 1_789_048_252_000 }
  const contract = {
    contract_size: 100,
    expiration_date: DAY,
    expiration_type: 'weeklys',
    option_type: 'call',
  }
  return {
    symbol: symbolAt(i),
    description: 'SPXW Sep 22 2026 $6590.00 Call',
    exch: 'C',
    type: 'option',
    last: 3.4,
    ...day,
    ...bid,
    ...ask,
    underlying: 'SPX',
    strike: 5_000 + i,
    greeks: { ...greeks, ...vols },
    average_volume: 0,
    last_volume: 2,
    trade_date: 1_789_048_212_367,
    prevclose: 4.5,
    week_52_high: 0,
    week_52_low: 0,
    open_interest: 1_204,
    ...contract,
    root_symbol: 'SPXW',
  }
}

function spreadRow(_: unknown, i: number) {
  const dates = { create_date: MOMENT, transaction_date: MOMENT }
  const leg = (k: number) => ({
    id: 9_000_000 + i * 3 + k,
    type: 'credit',
    symbol: 'SPX',
    side: k === 1 ? 'sell_to_open' : 'buy_to_open',
    quantity: 1,
    status: 'filled',
    price: 1.8,
    avg_fill_price: 3.5 - k,
    exec_quantity: 1,
    class: 'option',
    option_symbol: symbolAt(k),
    ...dates,
  })
  return {
    ...leg(0),
    class: 'multileg',
    quantity: 2,
    exec_quantity: 2,
    tag: `lw-${i}`,
    leg: [leg(1), leg(2)],
  }
}

/** What a schema of zod's would be for the fields of a row that are read, to see what it would cost. */
const BY_SCHEMA = z.object({
  symbol: z.string(),
  ...{ bid: NUMBER, ask: NUMBER, bidsize: NUMBER, asksize: NUMBER, last: NUMBER, prevclose: NUMBER },
  ...{ bid_date: NUMBER, ask_date: NUMBER, contract_size: NUMBER, open_interest: NUMBER, volume: NUMBER },
  greeks: z.object({
    delta: NUMBER,
    gamma: NUMBER,
    theta: NUMBER,
    vega: NUMBER,
    mid_iv: NUMBER,
    updated_at: TEXT,
  }),
})

export const bench: Bench = {
  name: 'tradier-adapter',
  about: 'what the adapter adds to JSON.parse: a chain of 2,000 contracts with greeks, a list of 500 spreads',
  run(print) {
    const text = JSON.stringify({ options: { option: Array.from({ length: CONTRACTS }, optionRow) } })
    const answer = JSON.parse(text)
    const orders = Array.from({ length: ORDERS }, spreadRow)
    const asked = { underlying: 'SPX', expiration: DAY }
    const chain = chainOf(answer, asked)
    if (!chain.ok || chain.value.length !== CONTRACTS) throw new Error('The chain was not read whole.')
    if (orders.some((order) => orderOf(order) === null)) throw new Error('The orders were not read whole.')
    const figures = {
      json_2000_ms: medianMs(() => JSON.parse(text), RUNS),
      chain_2000_ms: medianMs(() => chainOf(answer, asked), RUNS),
      schema_2000_ms: medianMs(
        () => answer.options.option.every((one: unknown) => BY_SCHEMA.safeParse(one)),
        RUNS,
      ),
      orders_500_ms: medianMs(() => orders.every(orderOf), RUNS),
    }
    print(row(`chain, ${(text.length / 1_024).toFixed(0)} KiB`, ''))
    for (const [name, ms] of Object.entries(figures)) print(row(name, `${ms.toFixed(2)} ms`))
    return figures
  },
}
