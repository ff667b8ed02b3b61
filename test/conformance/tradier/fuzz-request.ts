import { nextRandom, type SeededRandom } from '../../../src/exchange/venue/seeded-random.ts'
import { ACCOUNT, CASH_ACCOUNT, LIVE_ACCOUNT } from './conformance-target.ts'

/** A request as it goes over the wire. */
export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly token: string
  readonly accept: string
  readonly body?: string
}

type Form = Record<string, string>

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']
const RESOURCES = [
  ...['/user/profile', '/user/orders', '/user/balances', '//', '/user/profile/', '/markets/events/session'],
  ...['/accounts/events/session', '/markets/events', '/markets/quotes', '/markets/options/chains'],
  ...[
    '/markets/options/expirations',
    '/markets/options/strikes',
    '/markets/options/lookup',
    '/markets/timesales',
  ],
  ...['/markets/history', '/markets/calendar', '/markets/clock', '/markets/search', '/markets/lookup'],
  ...['/markets/etb', '/accounts/%00/balances', `/accounts/${ACCOUNT}/orders/%E0%A4%A`, '/accounts//orders'],
  ...['orders', 'positions', 'balances', 'gainloss', 'history', 'historical-balances', 'position-groups'].map(
    (name) => `/accounts/${ACCOUNT}/${name}`,
  ),
]
const NAMES = [
  ...['class', 'symbol', 'side', 'quantity', 'type', 'duration', 'price', 'stop', 'tag', 'preview'],
  ...['option_symbol', 'option_symbol[0]', 'side[0]', 'quantity[0]', 'side[1]', 'quantity[1]', 'type[0]'],
  ...['type[1]', 'side[99]', 'side[-1]', 'symbols', 'expiration', 'start', 'end', 'interval', 'month'],
  ...[
    'year',
    'page',
    'limit',
    'q',
    'period',
    'filter',
    'date',
    'greeks',
    'includeTags',
    'sessionid',
    'status',
  ],
]
const GARBAGE = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1',
    '1.5',
    '1e309',
    'NaN',
    'null',
    'true',
    '2026-02-30',
    '2026-09-25',
    '0001-01-01',
  ],
  ...['9999-12-31', '1970-01-01', '2026-09-22 25:00', 'SPY', 'spy,NOPE', 'SPY260925C00650000', 'equity'],
  ...[
    'option',
    'multileg',
    'oco',
    'otoco',
    'buy',
    'sell_to_open',
    'limit',
    'market',
    'stop',
    'credit',
    'day',
  ],
  ...['gtc', 'daily', '1min', '__proto__', 'constructor', 'YTD', 'toString', '13', '2100', '1970', '%', '&='],
  ...['\u0000', '\ud800', '💥', 'x'.repeat(5_000), '99999999999999999999', '0.00001', '-0', '1e3', '+5', '٣'],
]
const OPTIONS = ['645', '650', '655', '660'].flatMap((strike) =>
  ['C', 'P'].map((type) => `SPY260925${type}00${strike}000`),
)
const INDEX_OPTIONS = ['6450', '6500', '6550'].map((strike) => `SPXW260925C0${strike}000`)
const TOKENS = [
  ['sandbox-token', ACCOUNT],
  ['two-token', ACCOUNT],
  ['cash-token', CASH_ACCOUNT],
  ['two-token', CASH_ACCOUNT],
  ['live-token', LIVE_ACCOUNT],
] as const

/** Draws requests: garbage, orders of every class that could be meant, their changes and cancels, and reads. */
export class RequestDraw {
  private readonly random: SeededRandom

  constructor(random: SeededRandom) {
    this.random = random
  }

  private chance(share: number): boolean {
    return nextRandom(this.random) < share
  }

  private upTo(most: number): number {
    return 1 + Math.floor(nextRandom(this.random) * most)
  }

  private pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(nextRandom(this.random) * values.length)]!
  }

  private dollars(about: number): string {
    return (about * (0.9 + nextRandom(this.random) * 0.2)).toFixed(this.pick([0, 2, 2, 2, 3, 4]))
  }

  private prices(type: string, about: number, index = ''): Form {
    return {
      [`type${index}`]: type,
      ...(type.includes('limit') ? { [`price${index}`]: this.dollars(about) } : {}),
      ...(type.startsWith('stop') ? { [`stop${index}`]: this.dollars(about) } : {}),
    }
  }

  private simple(index = '', types = ['market', 'limit', 'limit', 'stop', 'stop_limit']): Form {
    const size = { [`quantity${index}`]: String(this.upTo(this.chance(0.1) ? 500 : 5)) }
    if (this.chance(0.4)) {
      const symbol = this.pick(['SPY', 'KO', 'AAPL'])
      const about = { SPY: 650, KO: 70, AAPL: 230 }[symbol] ?? 1
      const side = this.pick(['buy', 'buy', 'sell', 'sell', 'sell_short', 'buy_to_cover'])
      return {
        [`symbol${index}`]: symbol,
        [`side${index}`]: side,
        ...size,
        ...this.prices(this.pick(types), about, index),
      }
    }
    const side = this.pick(['buy_to_open', 'buy_to_open', 'sell_to_open', 'buy_to_close', 'sell_to_close'])
    const option = {
      [`symbol${index}`]: 'SPY',
      [`option_symbol${index}`]: this.pick(OPTIONS),
      [`side${index}`]: side,
    }
    return { ...option, ...size, ...this.prices(this.pick(types), 5, index) }
  }

  private net(): Form {
    const onIndex = this.chance(0.2)
    const units = this.upTo(3)
    const verb = this.chance(0.8) ? 'open' : 'close'
    const listed = onIndex ? INDEX_OPTIONS : OPTIONS
    const first = this.upTo(listed.length)
    const form: Form = {
      class: 'multileg',
      symbol: onIndex ? 'SPX' : 'SPY',
      duration: this.pick(['day', 'gtc']),
    }
    for (let i = 0; i < this.pick([2, 2, 2, 3, 4]); i += 1) {
      form[`option_symbol[${i}]`] = this.chance(0.05)
        ? this.pick(listed)
        : listed[(first + i * 2) % listed.length]!
      form[`side[${i}]`] = `${i % 2 === 0 ? 'buy' : 'sell'}_to_${verb}`
      form[`quantity[${i}]`] = String(units * this.pick([1, 1, 1, 2]))
    }
    const type = this.pick(['market', 'debit', 'credit', 'even'])
    const price = type === 'debit' || type === 'credit' ? { price: this.dollars(onIndex ? 20 : 2) } : {}
    return { ...form, type, ...price }
  }

  private combo(): Form {
    return {
      ...{
        class: 'combo',
        symbol: 'SPY',
        duration: 'day',
        type: this.pick(['market', 'debit']),
        price: this.dollars(646),
      },
      ...{ 'side[0]': this.pick(['buy', 'sell']), 'quantity[0]': String(100 * this.upTo(2)) },
      ...{ 'option_symbol[1]': this.pick(OPTIONS), 'side[1]': this.pick(['sell_to_open', 'buy_to_close']) },
      'quantity[1]': String(this.upTo(2)),
    }
  }

  /** Children of one symbol and size, so that many are taken. */
  private group(): Form {
    const kind = this.pick(['oco', 'oto', 'otoco'])
    const onShares = this.chance(0.5)
    const [symbol, about, open, close] = onShares
      ? (['SPY', 650, 'buy', 'sell'] as const)
      : ([this.pick(OPTIONS), 5, 'buy_to_open', 'sell_to_close'] as const)
    const form: Form = { class: kind, duration: this.pick(['day', 'gtc']) }
    const types = kind === 'oco' ? ['limit', 'stop'] : ['limit', 'limit', 'stop']
    for (let i = 0; i < (kind === 'otoco' ? 3 : 2); i += 1) {
      form[`symbol[${i}]`] = 'SPY'
      if (!onShares) form[`option_symbol[${i}]`] = symbol
      form[`side[${i}]`] = kind !== 'oco' && i === 0 ? open : close
      form[`quantity[${i}]`] = '1'
      const away = types[i] === 'stop' ? 0.97 : i === 0 && kind !== 'oco' ? 1.01 : 1.02
      Object.assign(form, this.prices(types[i]!, about * away, `[${i}]`))
    }
    return form
  }

  private single(): Form {
    const form = this.simple()
    const orderClass = form['option_symbol'] === undefined ? 'equity' : 'option'
    return { class: orderClass, duration: this.pick(['day', 'day', 'gtc', 'pre']), ...form }
  }

  private order(): Form {
    const form = this.pick([
      () => this.single(),
      () => this.single(),
      () => this.net(),
      () => this.net(),
      () => this.combo(),
      () => this.group(),
    ])()
    if (this.chance(0.1)) form['tag'] = this.pick(['a-1', 'b_2', 'x'.repeat(256)])
    if (this.chance(0.05)) form['preview'] = 'true'
    if (this.chance(0.1)) form[this.pick(NAMES)] = this.pick(GARBAGE)
    if (this.chance(0.05)) delete form[this.pick(Object.keys(form))]
    return form
  }

  private nonsense(): FuzzRequest {
    const params = new URLSearchParams()
    for (let k = this.upTo(9) - 1; k > 0; k -= 1) params.append(this.pick(NAMES), this.pick(GARBAGE))
    const method = this.pick(METHODS)
    const bodiless = method === 'GET' || method === 'HEAD'
    const path = this.pick(RESOURCES)
    const body = bodiless ? {} : { body: this.chance(0.1) ? '{"not":"a form"' : params.toString() }
    const query = bodiless || this.chance(0.3) ? `?${params}` : ''
    const token = this.pick(['sandbox-token', 'live-token', 'old-token', 'nobody'])
    return { method, path: path + query, token, accept: this.pick(['application/json', '*/*']), ...body }
  }

  /** @param ids orders that exist, in the account's order */
  next(idsOf: (account: string) => readonly number[]): FuzzRequest {
    if (this.chance(0.3)) return this.nonsense()
    const [token, account] = this.pick(TOKENS)
    const base = { token, accept: 'application/json' }
    const orders = `/accounts/${account}/orders`
    const form = (fields: Form): { body: string } => ({ body: new URLSearchParams(fields).toString() })
    const ids = idsOf(account)
    if (ids.length > 0 && this.chance(0.2)) {
      const path = `${orders}/${this.chance(0.7) ? ids.at(-this.upTo(Math.min(5, ids.length)))! : this.pick(ids)}`
      if (this.chance(0.4)) return { ...base, method: 'DELETE', path }
      return { ...base, method: 'PUT', path, ...form(this.prices(this.pick(['limit', 'stop', 'debit']), 5)) }
    }
    if (this.chance(0.15))
      return {
        ...base,
        method: 'GET',
        path: this.pick([
          orders,
          `${orders}?includeTags=true`,
          `/accounts/${account}/balances`,
          `/accounts/${account}/positions`,
        ]),
      }
    return { ...base, method: 'POST', path: orders, ...form(this.order()) }
  }
}
