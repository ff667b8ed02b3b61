import { describe, expect, test } from 'vitest'
import { scriptedTradier } from '../../../test/support/scripted-tradier.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { price } from '../../domain/money/price.ts'
import type { OptionTicket } from '../../ports/order-ticket.ts'
import { TradierBroker } from './broker.ts'

const ACCOUNT = 'VA00000042'
const FROM = tradingDay('2026-09-01')
const TO = tradingDay('2026-09-30')
const TICKET: OptionTicket = {
  kind: 'option',
  underlying: 'SPY',
  contract: { root: 'SPY', expiration: tradingDay('2026-10-16'), type: 'put', strike: price(6_500_000) },
  action: 'buy_to_open',
  quantity: 1,
  limit: price(12_500),
  stop: null,
  timeInForce: 'day',
}

function scripted(...script: Parameters<typeof scriptedTradier>) {
  const { client, calls, clock } = scriptedTradier(...script)
  return { broker: new TradierBroker(client, ACCOUNT, clock), client, calls, clock }
}

/** The broker over one answer to everything. */
function answering(body: unknown, status = 200) {
  return scripted(() => ({ body, status }))
}

describe('what is sent', () => {
  test('changes and previews go once, on connections of their own; reads on kept ones', async () => {
    const { broker, calls, clock } = answering({ order: { id: 5, status: 'ok' } })
    await broker.place(TICKET, 'tag-1', 'entry', clock.now() + 1)
    await broker.preview(TICKET, 'entry')
    await broker.cancel('5', 'cancel')
    await broker.change('5', { kind: 'option', limit: price(10_000), stop: null }, 'exit')
    await broker.readOrder('5', 'sync')
    expect(calls.map(({ method, path, fresh }) => [method, path, fresh])).toEqual([
      ['POST', `/accounts/${ACCOUNT}/orders`, true],
      ['POST', `/accounts/${ACCOUNT}/orders`, true],
      ['DELETE', `/accounts/${ACCOUNT}/orders/5`, true],
      ['PUT', `/accounts/${ACCOUNT}/orders/5`, true],
      ['GET', `/accounts/${ACCOUNT}/orders/5`, false],
    ])
    expect(calls[0]!.form).toContainEqual(['tag', 'tag-1'])
    expect(calls[0]!.form).not.toContainEqual(['preview', 'true'])
    expect(calls[1]!.form).toContainEqual(['preview', 'true'])
    expect(calls.every(({ deadlineMs }) => deadlineMs === 10_000)).toBe(true)
  })

  test('B-21: what is no order is refused by our rule, and nothing is sent', async () => {
    const { broker, calls, clock } = answering({})
    const bad = { ...TICKET, quantity: 0 }
    expect(await broker.place(bad, 'tag', 'entry', clock.now() + 1)).toMatchObject({
      kind: 'rejected',
      code: 'quantity_must_be_a_whole_number',
    })
    expect(await broker.preview(bad, 'entry')).toMatchObject({ ok: false, kind: 'rejected' })
    expect(calls).toEqual([])
  })

  test('a budget that is used up sends nothing past the last moment', async () => {
    const { broker, calls, clock } = answering({ clock: { state: 'open', timestamp: 1_790_000_000 } })
    for (let i = 0; i < 50; i += 1) await broker.readClock('exit')
    expect(await broker.place(TICKET, 'tag', 'exit', clock.now() + 10_000)).toMatchObject({
      kind: 'unsent',
      code: 'request_budget',
    })
    expect(calls).toHaveLength(50)
  })

  test('B-18: a thousand reads at once are never more than fifty in a minute', async () => {
    const { broker, calls, clock } = answering({ clock: { state: 'open', timestamp: 1_790_000_000 } })
    const reads = Promise.all(Array.from({ length: 1_000 }, () => broker.readClock('sync')))
    const answers = await clock.settle(reads)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(calls.length)
    for (const { atMs } of calls) {
      const minute = calls.filter((call) => call.atMs >= atMs && call.atMs <= atMs + 60_000)
      expect(minute.length).toBeLessThanOrEqual(45)
    }
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ kind: 'rate_limited', code: 'request_budget' })
  })
})

describe('reads that fail', () => {
  test('a server error is asked again after a quarter of a second and after a second', async () => {
    const { broker, calls, clock } = answering('An error occurred', 500)
    expect(await clock.settle(broker.readPositions('sync'))).toMatchObject({ ok: false, code: 'http_500' })
    expect(calls.map(({ atMs }) => atMs)).toEqual([0, 250, 1_250])
  })

  test('an account that is not of the token is no reason to ask again, nor to renew the token', async () => {
    const { broker, calls, client } = answering(`Unauthorized Account: ${ACCOUNT}`, 401)
    for (let i = 0; i < 4; i += 1) {
      expect(await broker.readPositions('sync')).toMatchObject({
        kind: 'unauthorized',
        code: 'unauthorized_account',
      })
    }
    expect(calls).toHaveLength(4)
    expect(client.readHealth().mustReauthenticate).toBe(false)
  })

  test('words of the broker are one short line', async () => {
    const { broker } = answering(`Invalid parameter, x: ${'long \n\u0007'.repeat(500)}`, 400)
    const read = await broker.readPositions('sync')
    const words = read.ok ? '' : read.message
    expect(words).toMatch(/^Invalid parameter, x: long long .{100,}…$/)
    expect([words.includes('\u0007'), words.length]).toEqual([false, 201])
  })
})

describe('answers that are of something else', () => {
  test('an acknowledgement of another order is doubt', async () => {
    const { broker } = answering({ order: { id: 6, status: 'ok' } })
    expect(await broker.cancel('5', 'cancel')).toMatchObject({ kind: 'fault', fault: { kind: 'unknown' } })
  })

  test('another order than the one asked for is no order', async () => {
    const row = {
      id: 6,
      status: 'open',
      class: 'equity',
      symbol: 'SPY',
      side: 'buy',
      quantity: 1,
      exec_quantity: 0,
    }
    const { broker } = answering({ order: { ...row, create_date: '2026-09-22T14:00:00.000Z' } })
    expect(await broker.readOrder('5', 'sync')).toMatchObject({ ok: false, code: 'order_unreadable' })
    expect(await broker.readOrder('6', 'sync')).toMatchObject({ ok: true, value: { id: '6' } })
  })

  test('a preview with an id, as a placed order has, or without amounts is none', async () => {
    for (const order of [
      { id: 5, status: 'ok' },
      { result: true, cost: 1, fees: 'NaN', commission: 0 },
    ]) {
      expect(await answering({ order }).broker.preview(TICKET, 'entry')).toMatchObject({ kind: 'malformed' })
    }
    const refused = { order: { result: false, cost: 1, fees: 0, commission: 0 } }
    expect(await answering(refused).broker.preview(TICKET, 'entry')).toMatchObject({ kind: 'rejected' })
  })
})

describe('C-33: positions', () => {
  const row = {
    id: 1,
    symbol: 'SPY261016P00650000',
    quantity: -8,
    cost_basis: -14_144.1,
    date_acquired: '2026-09-22T15:18:53.433Z',
  }

  async function read(body: unknown) {
    const positions = await answering(body).broker.readPositions('sync')
    return positions.ok ? positions.value : positions.code
  }

  test('one, several, and none as a text or a null', async () => {
    expect(await read({ positions: { position: row } })).toEqual([
      {
        symbol: row.symbol,
        contract: TICKET.contract,
        quantity: -8,
        costBasis: -1_414_410,
        acquiredAt: Date.parse(row.date_acquired),
      },
    ])
    const shares = { ...row, id: 2, symbol: 'BRK/B', quantity: '3.0', cost_basis: '1200' }
    const adjusted = { ...row, id: 3, symbol: 'SPY1261016P00650000' }
    expect(await read({ positions: { position: [row, shares, adjusted] } })).toMatchObject([
      { quantity: -8 },
      { symbol: 'BRK/B', contract: null, quantity: 3, costBasis: 120_000 },
      { contract: null },
    ])
    expect(await read({ positions: 'null' })).toEqual([])
    expect(await read({ positions: null })).toEqual([])
  })

  test('shares in parts are what they are; a part of a contract is no mirror', async () => {
    const shares = { ...row, id: 2, symbol: 'SPY', quantity: 112.345678, cost_basis: '72000.5' }
    const dust = { ...row, id: 3, symbol: 'BRK/B', quantity: '0.000001', cost_basis: 0 }
    expect(await read({ positions: { position: [row, shares, dust] } })).toMatchObject([
      { quantity: -8 },
      { symbol: 'SPY', contract: null, quantity: 112.345678, costBasis: 7_200_050 },
      { symbol: 'BRK/B', quantity: 0.000001, costBasis: 0 },
    ])
    for (const bad of [
      { ...row, symbol: 'SPY1261016P00650000', quantity: 0.5 },
      { ...shares, quantity: 1e300 },
    ]) {
      expect(await read({ positions: { position: [row, bad] } })).toBe('positions_unreadable')
    }
  })

  test('anything else is no mirror, least of all an empty one', async () => {
    const bodies = [
      {},
      null,
      'null',
      { positions: {} },
      { positions: [] },
      { positions: '' },
      { positions: { position: [row, null] } },
      { positions: { position: [row, row] } },
      { positions: { position: { ...row, quantity: 1.5 } } },
      { positions: { position: { ...row, quantity: 'NaN' } } },
      { positions: { position: { ...row, cost_basis: null } } },
    ]
    for (const body of bodies) expect(await read(body)).toMatch(/^(positions_unreadable|body_is_no_json)$/)
  })
})

describe('balances and profile', () => {
  const common = { account_number: ACCOUNT, total_equity: 100_213.44, total_cash: 98_840.44 }

  test('each kind of account has its own buying power, and what is not told is null', async () => {
    const kinds: readonly (readonly [object, unknown])[] = [
      [{ margin: { option_buying_power: 99.5, stock_buying_power: 199 } }, [9_950, 19_900]],
      [{ pdt: { option_buying_power: '99.5', stock_buying_power: 'NaN' } }, [9_950, null]],
      [{ cash: { cash_available: 25 } }, [2_500, 2_500]],
      [{}, [null, null]],
    ]
    for (const [kind, wanted] of kinds) {
      const read = await answering({ balances: { ...common, ...kind } }).broker.readBalances('sync')
      expect(read).toMatchObject({
        ok: true,
        value: { totalEquity: 10_021_344, openPl: null, pendingOrders: null },
      })
      expect(read.ok && [read.value.optionBuyingPower, read.value.stockBuyingPower]).toEqual(wanted)
    }
  })

  test('without equity or cash there are no balances', async () => {
    for (const gap of [{ total_equity: null }, { total_cash: 'NaN' }, { account_number: undefined }]) {
      const read = await answering({ balances: { ...common, ...gap } }).broker.readBalances('sync')
      expect(read).toMatchObject({ ok: false, kind: 'malformed' })
    }
  })

  test('the account is found among several, or it is not of the token', async () => {
    const account = {
      account_number: ACCOUNT,
      status: 'active',
      type: 'pdt',
      option_level: 3,
      day_trader: true,
    }
    const other = { ...account, account_number: 'VA1' }
    const wanted = { accountId: ACCOUNT, status: 'active', type: 'other', optionLevel: 3, dayTrader: true }
    for (const held of [account, [other, account]]) {
      const read = await answering({ profile: { account: held } }).broker.readProfile('sync')
      expect(read).toEqual({ ok: true, value: wanted })
    }
    const read = await answering({ profile: { account: other } }).broker.readProfile('sync')
    expect(read).toMatchObject({ kind: 'unauthorized', code: 'account_not_of_token' })
  })
})

describe('reports', () => {
  const lot = {
    symbol: 'SPY261016P00650000',
    quantity: 1,
    cost: 170,
    proceeds: 229,
    gain_loss: 59,
    open_date: '2026-09-21T00:00:00.000Z',
    close_date: '2026-09-22T00:00:00.000Z',
  }

  test('gain and loss are read page by page to the end', async () => {
    const rows = Array.from({ length: 205 }, (_, i) => ({ ...lot, quantity: i + 1 }))
    const { broker, calls } = scripted(({ query }) => {
      const page = Number(query!.find(([name]) => name === 'page')![1])
      const part = rows.slice((page - 1) * 100, page * 100)
      return { body: { gainloss: { closed_position: part } } }
    })
    const read = await broker.readGainLoss(FROM, TO, 'sync')
    expect(read.ok && read.value.map(({ quantity }) => quantity)).toEqual(
      rows.map(({ quantity }) => quantity),
    )
    expect(read.ok && read.value[0]).toMatchObject({
      gainLoss: 5_900,
      openedOn: '2026-09-21',
      closedOn: '2026-09-22',
    })
    expect(calls).toHaveLength(3)
  })

  test('the sandbox has no history, and is not asked for it', async () => {
    const { broker, calls } = answering({})
    expect(await broker.readHistory(FROM, TO, 'sync')).toEqual({ ok: true, value: null })
    expect(calls).toEqual([])
  })

  test('events of the history, in either of the shapes that are documented', async () => {
    const trade = {
      commission: 0,
      description: 'SPDR',
      price: 758.12,
      quantity: 1,
      symbol: 'SPY',
      trade_type: 'Equity',
    }
    const option = (option_type: string) => ({ option_type, description: 'x', quantity: -2 })
    const event = [
      { amount: -758.12, date: '2026-09-22T00:00:00Z', type: 'trade', trade },
      { amount: 0, date: '2026-09-21T00:00:00Z', type: 'option', option: option('expired') },
      { amount: 0, date: '2026-09-21T00:00:00Z', type: 'option', option: option('OPTEXP') },
      { amount: 0, date: '2026-09-21T00:00:00Z', type: 'option', option: option('assignment') },
      { amount: 0, date: '2026-09-21', type: 'option', option: option('Exercise') },
      {
        amount: '12.5',
        date: '2026-09-20',
        type: 'dividend',
        symbol: 'SPY',
        description: 'flat',
        quantity: 3,
      },
    ]
    const { broker } = scripted(() => ({ body: { history: { event } } }), 'live')
    const read = await broker.readHistory(FROM, TO, 'sync')
    expect(read.ok && read.value?.map(({ kind }) => kind)).toEqual([
      'trade',
      'expired',
      'expired',
      'assignment',
      'exercise',
      'other',
    ])
    expect(read.ok && read.value?.[0]).toMatchObject({
      symbol: 'SPY',
      amount: -75_812,
      quantity: 1,
      day: '2026-09-22',
    })
    expect(read.ok && read.value?.[5]).toMatchObject({ symbol: 'SPY', amount: 1_250, description: 'flat' })
  })

  test('a row that cannot be read spoils the report', async () => {
    for (const gap of [{ cost: 'NaN' }, { close_date: '2026-02-30' }, { symbol: undefined }]) {
      const { broker } = answering({ gainloss: { closed_position: [lot, { ...lot, ...gap }] } })
      expect(await broker.readGainLoss(FROM, TO, 'sync')).toMatchObject({ code: 'gainloss_unreadable' })
    }
  })
})
