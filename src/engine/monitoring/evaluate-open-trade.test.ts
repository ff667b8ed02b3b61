import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dollars, newYork, openTradeInput, quoteAt, tradeRecord } from '../../../test/support/open-trade.ts'
import { plusMs } from '../../domain/calendar/instant.ts'
import { type HandTerms, NO_CONTEXT } from '../../ports/store/hand-terms.ts'
import type { TradeRecord } from '../../ports/store/trade-store.ts'
import { evaluateOpenTrade, hangsOnVolatility } from './evaluate-open-trade.ts'
import type { OpenTradeInput } from './open-trade-input.ts'
import type { ExitRule } from './rule-reading.ts'

const NOON = newYork('2024-03-12', '12:00')
const MINUTE = 60_000

/** The bull put 435/430 sold at 1.00: quotes of [430, 435] at which closing costs about `cost`. */
const costing = (cost: number, half = 0.01) =>
  [
    [0.5 - half, 0.5 + half],
    [0.5 + cost - half, 0.5 + cost + half],
  ] as const

function reading(input: OpenTradeInput, rule: ExitRule) {
  return evaluateOpenTrade(input).metrics.rules.find((each) => each.rule === rule)!
}

/** Runs cycles a minute apart, each with the memory of the one before. */
function cycles(inputs: readonly ((at: OpenTradeInput['at']) => OpenTradeInput)[], from = NOON) {
  let memo: OpenTradeInput['record']['memo'] = {}
  return inputs.map((make, i) => {
    const input = make(plusMs(from, i * MINUTE))
    const verdict = evaluateOpenTrade({ ...input, record: { ...input.record, memo } })
    memo = { ...verdict.memo }
    return verdict
  })
}

describe('metrics', () => {
  it('are those of the mark and the natural price, with the distance to every rule', () => {
    const { metrics, trigger } = evaluateOpenTrade(openTradeInput(NOON, costing(0.8), {}, {}, 455))
    expect(trigger).toBeNull()
    expect(metrics).toMatchObject({
      currentMark: -8_000,
      natural: -8_200,
      unrealizedPnl: 2_000,
      pnlFraction: 0.2,
      lossFraction: 0,
      dte: 24,
      underlying: 4_550_000,
      quotes: 'good',
    })
    expect(metrics.underlyingChange).toBeCloseTo(5 / 450, 12)
    expect(metrics.rules.find(({ rule }) => rule === 'profit_target')).toEqual({
      rule: 'profit_target',
      state: 'clear',
      value: 2_000,
      threshold: 5_000,
      distance: 3_000,
    })
    expect(metrics.rules.map(({ rule }) => rule).indexOf('stop_loss')).toBe(3)
  })

  it('B-37 a short in the money with a loss below the stop: holds, with the numbers shown', () => {
    // 433 is in the money of the 435 put; closing costs 1.20 of a maximum loss of 4.00.
    const { trigger, metrics } = evaluateOpenTrade(openTradeInput(NOON, costing(1.172), {}, {}, 433))
    expect(trigger).toBeNull()
    expect(metrics.lossFraction).toBeCloseTo(0.043, 12)
    const stop = metrics.rules.find(({ rule }) => rule === 'stop_loss')!
    expect(stop).toMatchObject({ state: 'clear', value: 1_920, threshold: 20_000, distance: 18_080 })
    expect(metrics.rules.find(({ rule }) => rule === 'expiring_in_the_money')?.state).toBe('clear')
  })
})

describe('stop loss', () => {
  it('is min(2 x credit, 0.75 of max loss) for a credit, 0.50 of max loss for a debit', () => {
    expect(reading(openTradeInput(NOON, costing(1)), 'stop_loss').threshold).toBe(20_000)
    const rich = { record: tradeRecord({ entryCash: 200 }) }
    expect(reading(openTradeInput(NOON, costing(1), rich), 'stop_loss').threshold).toBe(22_500)
    const debit = { record: tradeRecord({ strategy: 'BULL_CALL_DEBIT', entryCash: -220 }) }
    expect(reading(openTradeInput(NOON, costing(1), debit, {}, 432), 'stop_loss').threshold).toBe(11_000)
    const single = openTradeInput(NOON, costing(1), {}, { 'exit.stop_credit_multiple': 'off' })
    expect(reading(single, 'stop_loss').threshold).toBe(30_000)
  })

  it('takes two cycles in a row at the natural price', () => {
    // A mark of 2.97 is not yet a loss of 2.00; the natural 3.01 is.
    const breached = (at: OpenTradeInput['at']) => openTradeInput(at, costing(2.99))
    const fine = (at: OpenTradeInput['at']) => openTradeInput(at, costing(2.5))
    expect(cycles([breached, breached]).map(({ trigger }) => trigger?.reason)).toEqual([
      undefined,
      'STOP_LOSS',
    ])
    expect(cycles([breached, fine, breached]).map(({ trigger }) => trigger)).toEqual([null, null, null])
    expect(cycles([breached])[0]!.metrics.rules[3]).toMatchObject({ state: 'pending', value: 20_100 })
  })

  it('is not confirmed by the same instant again, nor by a breach of long ago', () => {
    const breached = openTradeInput(NOON, costing(3.5))
    const { memo } = evaluateOpenTrade(breached)
    const again = (at: OpenTradeInput['at']) =>
      evaluateOpenTrade({
        ...openTradeInput(at, costing(3.5)),
        record: { ...breached.record, memo: { ...memo } },
      })
    expect(again(NOON).trigger).toBeNull()
    expect(again(plusMs(NOON, 5 * MINUTE)).trigger?.reason).toBe('STOP_LOSS')
    expect(again(plusMs(NOON, 5 * MINUTE + 1)).trigger).toBeNull()
  })

  it('waits while the quotes are bad, and goes on from what it knew', () => {
    const breached = (at: OpenTradeInput['at']) => openTradeInput(at, costing(3.5))
    const bad = (at: OpenTradeInput['at']) =>
      openTradeInput(at, [
        [0.5, 0.4],
        [3, 4],
      ])
    const verdicts = cycles([breached, bad, breached])
    expect(verdicts.map(({ trigger }) => trigger?.reason)).toEqual([undefined, undefined, 'STOP_LOSS'])
  })

  it('goes on when the quotes are wide', () => {
    const wide = (at: OpenTradeInput['at']) => openTradeInput(at, costing(3.5, 0.2))
    const [, second] = cycles([wide, wide])
    expect(second!.metrics.quotes).toBe('wide')
    expect(second!.trigger?.reason).toBe('STOP_LOSS')
  })
})

describe('exits in profit', () => {
  it('B-28 credit 0.50 and debit 0.60: each strategy uses its own target', () => {
    const credit = (cost: number) => evaluateOpenTrade(openTradeInput(NOON, costing(cost))).trigger?.reason
    expect([credit(0.51), credit(0.5)]).toEqual([undefined, 'PROFIT_TARGET'])
    // A bull call 430/435 bought at 2.00: 0.60 of 3.00 is a value of 3.80.
    const debit = (value: number) => {
      const record = tradeRecord({ strategy: 'BULL_CALL_DEBIT', entryCash: -200 })
      const legs = [
        [value + 0.99, value + 1.01],
        [0.99, 1.01],
      ] as const
      return evaluateOpenTrade(openTradeInput(NOON, legs, { record }, {}, 432)).trigger?.reason
    }
    expect([debit(3.79), debit(3.8)]).toEqual([undefined, 'PROFIT_TARGET'])
  })

  it('pause on wide quotes, all of them', () => {
    const input = openTradeInput(NOON, costing(0.02, 0.2), { iv: 0.1 })
    const { trigger, metrics } = evaluateOpenTrade(input)
    expect(trigger).toBeNull()
    const paused = metrics.rules.filter(({ state }) => state === 'paused').map(({ rule }) => rule)
    expect(paused).toEqual(['profit_target', 'trailing_stop', 'iv_crush', 'low_value'])
  })

  it('trail from the highest profit once armed, and keep their own reason', () => {
    const at = (cost: number) => (when: OpenTradeInput['at']) => openTradeInput(when, costing(cost))
    const verdicts = cycles([at(0.76), at(0.86), at(0.7), at(0.79), at(0.8)])
    expect(verdicts.map(({ trigger }) => trigger?.reason)).toEqual([
      undefined,
      undefined, // a peak of 24 % has not armed it
      undefined,
      undefined, // 9 points of a peak of 30 %
      'TRAILING_STOP',
    ])
    expect(verdicts[4]!.memo.peak).toBe(3_000)
    expect(verdicts[4]!.trigger).toMatchObject({ rule: 'trailing_stop', value: 1_000, threshold: 1_000 })
  })

  it('do not learn a peak from wide or bad quotes', () => {
    const wide = (at: OpenTradeInput['at']) => openTradeInput(at, costing(0.6, 0.2))
    const fine = (at: OpenTradeInput['at']) => openTradeInput(at, costing(0.9))
    const [first, second] = cycles([wide, fine])
    expect([first!.memo.peak, second!.memo.peak, second!.trigger]).toEqual([null, 1_000, null])
  })

  it('on fallen volatility need the profit too, and only credit spreads have them', () => {
    const crush = (cost: number, iv: number | null) =>
      reading(openTradeInput(NOON, costing(cost), { iv }), 'iv_crush').state
    expect(crush(0.85, 0.17)).toBe('hit')
    expect(crush(0.86, 0.17)).toBe('clear')
    expect(crush(0.85, 0.1701)).toBe('clear')
    expect(crush(0.85, null)).toBe('not_evaluated')
    const record = tradeRecord({ strategy: 'BEAR_PUT_DEBIT', entryCash: -200 })
    expect(reading(openTradeInput(NOON, costing(1), { record, iv: 0.1 }), 'iv_crush').state).toBe('off')
  })

  it('take a zero bid of the long wing for the good quote it is, down to the low value', () => {
    const off = { 'exit.profit_target_credit': 'off', 'exit.iv_crush_ratio': 'off', 'exit.trail_arm': 'off' }
    const input = openTradeInput(
      NOON,
      [
        [0, 0.01],
        [0.05, 0.06],
      ],
      {},
      off,
    )
    const { trigger, metrics } = evaluateOpenTrade(input)
    expect(metrics.quotes).toBe('good')
    expect(trigger).toMatchObject({ reason: 'LOW_VALUE', value: 500, threshold: 500 })
    const above = openTradeInput(
      NOON,
      [
        [0, 0.01],
        [0.06, 0.07],
      ],
      {},
      off,
    )
    expect(evaluateOpenTrade(above).trigger).toBeNull()
  })
})

describe('bad quotes', () => {
  it.each([
    ['missing', quoteAt(NOON, null, 0.6)],
    ['zero', quoteAt(NOON, 0, 0)],
    ['crossed', quoteAt(NOON, 0.7, 0.6)],
    ['stale', quoteAt(plusMs(NOON, -61_000), 0.5, 0.6)],
    ['undated', quoteAt(null, 0.5, 0.6)],
  ])('%s: no emergency, price rules pause, no price is made up', (quality, quote) => {
    const input = openTradeInput(NOON, costing(0.3))
    const { trigger, metrics } = evaluateOpenTrade({ ...input, quotes: [quote, input.quotes[1]!] })
    expect(trigger).toBeNull()
    expect(metrics).toMatchObject({
      quotes: 'bad',
      legQuotes: [quality, 'good'],
      currentMark: null,
      unrealizedPnl: null,
      pnlFraction: null,
    })
    expect(metrics.rules.filter(({ state }) => state === 'paused')).toHaveLength(5)
  })

  it.each([
    ['a call at the price of the stock', 'BEAR_CALL_CREDIT', [450, 450.1], 449],
    ['a put above its strike', 'BULL_PUT_CREDIT', [431, 431.1], 449],
    ['a put far below what exercising brings', 'BULL_PUT_CREDIT', [0.4, 0.5], 410],
  ] as const)('C-02 %s: implausible, flagged, no stop and no target', (_, strategy, quote, underlying) => {
    const record = tradeRecord({ strategy })
    const input = openTradeInput(NOON, [quote, [19, 20]], { record }, {}, underlying)
    const [first, second] = cycles([() => input, () => input])
    expect([first?.trigger, second?.trigger]).toEqual([null, null])
    expect(second!.metrics).toMatchObject({ quotes: 'bad', currentMark: null, unrealizedPnl: null })
    expect(second!.metrics.legQuotes).toContain('implausible')
    expect(second!.memo.badCycles).toBe(2)
  })

  it('C-02 a winner at twelve times its entry is within the bounds, and is recorded at its price', () => {
    const record = tradeRecord({ strategy: 'BULL_CALL_DEBIT', entryCash: -40 })
    const legs = [
      [21, 21.2],
      [16.2, 16.4],
    ] as const
    const { trigger, metrics } = evaluateOpenTrade(openTradeInput(NOON, legs, { record }))
    expect([trigger?.reason, metrics.currentMark, metrics.unrealizedPnl]).toEqual([
      'PROFIT_TARGET',
      48_000,
      44_000,
    ])
  })

  it('raise an alert after three cycles in a row, and one good cycle ends it', () => {
    const bad = (at: OpenTradeInput['at']) =>
      openTradeInput(at, [
        [0.5, 0.4],
        [1, 1.1],
      ])
    const fine = (at: OpenTradeInput['at']) => openTradeInput(at, costing(0.9))
    const alerts = cycles([bad, bad, bad, bad, fine, bad]).map(({ alert }) => alert)
    expect(alerts).toEqual([null, null, 'BAD_QUOTES', 'BAD_QUOTES', null, null])
  })

  it('do not stop the exit by time', () => {
    const at = newYork('2024-04-03', '15:50')
    const input = { ...openTradeInput(at, costing(0.9)), quotes: [null, null] }
    expect(evaluateOpenTrade(input).trigger?.reason).toBe('TIME_EXIT')
  })

  it('do not prevent the closing of a delayed feed: its declared delay is not age', () => {
    const made = plusMs(NOON, -15 * MINUTE)
    const legs = [quoteAt(made, 0.49, 0.51), quoteAt(made, 0.9, 0.91)]
    const input = { ...openTradeInput(NOON, costing(0.4)), quotes: legs }
    expect(evaluateOpenTrade(input).trigger).toBeNull()
    expect(evaluateOpenTrade({ ...input, declaredDelayMs: 15 * MINUTE }).trigger?.reason).toBe(
      'PROFIT_TARGET',
    )
  })
})

describe('exit by time', () => {
  const state = (day: string, time: string, changed = {}) =>
    reading(openTradeInput(newYork(day, time), costing(0.9), { record: tradeRecord(changed) }), 'time_exit')
      .state

  it('begins ten minutes before the close at two days to expiration', () => {
    expect(state('2024-04-02', '15:55')).toBe('clear')
    expect(state('2024-04-03', '15:49')).toBe('clear')
    expect(state('2024-04-03', '15:50')).toBe('hit')
    expect(state('2024-04-05', '15:50')).toBe('hit')
    expect(state('2024-04-06', '12:00')).toBe('not_evaluated')
  })

  it('begins earlier on half days', () => {
    const changed = { expiration: '2024-07-05' }
    expect(state('2024-07-03', '12:49', changed)).toBe('clear')
    expect(state('2024-07-03', '12:50', changed)).toBe('hit')
  })

  it('knows the last session of an option that is settled at the open', () => {
    // VIX options of Wednesday 17 April end on Tuesday: with a limit of 0 days only the last session tells.
    const record = tradeRecord({
      root: 'VIX',
      strikes: [15, 20],
      expiration: '2024-04-17',
      strategy: 'BULL_PUT_CREDIT',
    })
    const at = (day: string) =>
      openTradeInput(newYork(day, '15:55'), costing(0.9), { record }, { 'exit.time_dte': '0' })
    expect(reading(at('2024-04-15'), 'time_exit').state).toBe('clear')
    expect(reading(at('2024-04-16'), 'time_exit').state).toBe('hit')
    expect(reading(at('2024-04-17'), 'time_exit').state).toBe('not_evaluated')
  })

  it('B-35 a trade without an entry price: has no other exit, whatever its quotes and the broker say', () => {
    const record = tradeRecord({ entryCash: null })
    const worst = { record, restriction: 'closing only' }
    const during = evaluateOpenTrade(openTradeInput(NOON, costing(4.9), worst))
    expect(during.trigger).toBeNull()
    expect(during.metrics.unrealizedPnl).toBeNull()
    const late = openTradeInput(newYork('2024-04-05', '15:55'), costing(4.9), worst, {}, 400)
    expect(evaluateOpenTrade(late).trigger?.reason).toBe('TIME_EXIT')
  })
})

describe('emergencies are verified facts', () => {
  const LAST = '2024-04-05'
  it('an expiring short in the money near the close, on a good price of the underlying', () => {
    const at = (time: string, spot: number) => openTradeInput(newYork(LAST, time), costing(0.9), {}, {}, spot)
    expect(evaluateOpenTrade(at('15:30', 434.9)).trigger).toMatchObject({
      reason: 'EMERGENCY',
      rule: 'expiring_in_the_money',
      value: 30,
    })
    expect(evaluateOpenTrade(at('15:29', 434.9)).trigger).toBeNull()
    expect(evaluateOpenTrade(at('15:30', 435)).trigger).toBeNull()
    const blind = { ...at('15:30', 434), underlying: quoteAt(newYork(LAST, '15:00'), 433, 433.1) }
    expect(reading(blind, 'expiring_in_the_money').state).toBe('not_evaluated')
    expect(evaluateOpenTrade(blind).trigger).toBeNull()
  })

  it('a shock against the trade within the window, off by default', () => {
    const sample = (before: number, spot: number) => [{ at: plusMs(NOON, -before), price: dollars(spot) }]
    const on = { 'exit.underlying_shock': '0.005' }
    const shock = (samples: OpenTradeInput['samples'], settings = on) =>
      evaluateOpenTrade(openTradeInput(NOON, costing(0.9), { samples }, settings)).trigger?.rule
    expect(shock(sample(15_000, 452.27))).toBe('underlying_shock')
    expect(shock(sample(15_000, 452.25))).toBeUndefined()
    expect(shock(sample(15_001, 460))).toBeUndefined()
    expect(shock(sample(10_000, 440))).toBeUndefined()
    expect(
      evaluateOpenTrade(openTradeInput(NOON, costing(0.9), { samples: sample(10_000, 460) })).trigger,
    ).toBeNull()
  })

  it("a restriction of the broker's", () => {
    const input = openTradeInput(NOON, costing(0.9), { restriction: 'closing only' })
    expect(evaluateOpenTrade(input).trigger).toMatchObject({
      reason: 'EMERGENCY',
      rule: 'broker_restriction',
    })
  })
})

describe('priority', () => {
  it('is that of the rules when several are hit: the first gives the one reason', () => {
    const at = newYork('2024-04-03', '15:55')
    const both = evaluateOpenTrade(openTradeInput(at, costing(0.04)))
    expect(both.metrics.rules.filter(({ state }) => state === 'hit').map(({ rule }) => rule)).toEqual([
      'profit_target',
      'time_exit',
      'low_value',
    ])
    expect(both.trigger?.reason).toBe('PROFIT_TARGET')
    const breached = (when: OpenTradeInput['at']) => openTradeInput(when, costing(3.5))
    const [, stopped] = cycles([breached, breached], at)
    expect(stopped!.trigger?.reason).toBe('STOP_LOSS')
  })

  it('gives the same verdict for the same input, whatever the quotes: never an invented price, never a throw', () => {
    const side = fc.option(fc.integer({ min: 0, max: 600 }).map((hundredths) => hundredths / 100))
    const legs = fc.tuple(fc.tuple(side, side), fc.tuple(side, side))
    fc.assert(
      fc.property(legs, fc.integer({ min: 0, max: 40 * 24 * 60 }), (quotes, minutes) => {
        const input = openTradeInput(plusMs(NOON, minutes * MINUTE), quotes)
        const verdict = evaluateOpenTrade(input)
        expect(evaluateOpenTrade(input)).toEqual(verdict)
        const unpriced = verdict.metrics.quotes === 'bad'
        expect(verdict.metrics.currentMark === null).toBe(unpriced)
        if (unpriced) expect([undefined, 'TIME_EXIT', 'EMERGENCY']).toContain(verdict.trigger?.reason)
        expect(verdict.trigger?.reason).not.toBe('STOP_LOSS')
      }),
    )
  })

  it('hangs on the volatility only where it says so', () => {
    const iv = fc.option(fc.double({ min: 0.01, max: 1, noNaN: true }))
    const cost = fc.integer({ min: 1, max: 300 }).map((hundredths) => hundredths / 100)
    fc.assert(
      fc.property(cost, fc.constantFrom(0.01, 0.2), iv, iv, (price, half, one, other) => {
        const seen = openTradeInput(NOON, costing(price, half), { iv: one })
        if (hangsOnVolatility(seen)) return
        expect(evaluateOpenTrade({ ...seen, iv: other })).toEqual(evaluateOpenTrade(seen))
      }),
    )
    expect(hangsOnVolatility(openTradeInput(NOON, costing(0.85)))).toBe(true)
    expect(hangsOnVolatility(openTradeInput(NOON, costing(0.86)))).toBe(false)
  })
})

describe('a single option that a person bought', () => {
  /** Every rule of the engine's that can be switched on, as eager as it goes. */
  const eager = {
    'exit.profit_target_debit': '0.05',
    'exit.stop_debit_max_loss': '0.1',
    'exit.trail_arm': '0.1',
    'exit.trail_giveback': '0.05',
    'exit.underlying_shock': '0.001',
    'exit.time_dte': '30',
  }
  const bought = (hand: Partial<HandTerms> = {}): TradeRecord => {
    const record = tradeRecord({ strategy: 'LONG_CALL', strikes: [430], entryCash: -2_200 })
    const terms = { stopLoss: null, takeProfit: null, overrideCount: 0, context: NO_CONTEXT, ...hand }
    return { ...record, trade: { ...record.trade, origin: 'MANUAL' }, hand: terms }
  }
  const samples = [{ at: plusMs(NOON, -10_000), price: dollars(460) }]
  const ruleAt = (at: OpenTradeInput['at'], mark: number, record: TradeRecord, settings = {}) => {
    const changed = { record, samples }
    const input = openTradeInput(at, [[mark - 0.05, mark + 0.05]], changed, { ...eager, ...settings })
    const first = evaluateOpenTrade(input)
    const memo = { ...record.memo, ...first.memo }
    const again = { ...input, at: plusMs(at, 40_000), record: { ...record, memo } }
    return [first, evaluateOpenTrade(again)].map(({ trigger }) => trigger?.rule ?? null)
  }

  it('is left alone by every rule of the engine, whatever it gains or loses and wherever its underlying goes', () => {
    for (const mark of [20.5, 22, 25, 60, 200]) expect(ruleAt(NOON, mark, bought())).toEqual([null, null])
  })

  it('is taken out by the stop and the take profit that were given with it, at the first good quote', () => {
    const record = bought({ stopLoss: dollars(21), takeProfit: dollars(24) })
    expect(ruleAt(NOON, 20.9, record)[0]).toBe('stop_loss')
    expect(ruleAt(NOON, 24.1, record)[0]).toBe('profit_target')
    expect(ruleAt(NOON, 22, record)).toEqual([null, null])
  })

  it('C-23: is closed before it expires in its last session, and only if its person wants that', () => {
    const late = newYork('2024-04-05', '15:55')
    expect(ruleAt(newYork('2024-04-04', '15:55'), 22, bought())).toEqual([null, null])
    expect(ruleAt(late, 22, bought())[0]).toBe('time_exit')
    expect(ruleAt(late, 22, bought(), { 'user.auto_close_expiry': 'no' })).toEqual([null, null])
  })
})
