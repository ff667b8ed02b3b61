import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dollars } from '../../../test/support/open-trade.ts'
import { settingsOf } from '../../../test/support/proposal-input.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import { NO_EXPOSURE } from '../../domain/risk/exposure.ts'
import { limitInCents } from '../../domain/settings/risk-limit.ts'
import { credit, debit } from '../../domain/spread/net-price.ts'
import { buildSpreadLegs } from '../../domain/spread/spread-legs.ts'
import { type Strategy, strategyShape } from '../../domain/spread/strategy-table.ts'
import type { EntryInput } from './entry-input.ts'
import { type EntryPlan, reservedLine, withReservation } from './entry-plan.ts'
import { type BookLine, type ExposureBook, isExposed, isNewOn, outlookOf, sidesOf } from './exposure-book.ts'
import { judgeEntry } from './judge-entry.ts'

const DAY = tradingDay('2024-03-04')
const APRIL = tradingDay('2024-04-05')
const EMPTY: ExposureBook = {
  day: DAY,
  lines: [],
  realizedToday: cents(0),
  unpricedToday: cents(0),
  lossesInARow: 0,
  exposure: NO_EXPOSURE,
}

/** A plan at 0.80 credit or 2.00 debit on 5: 420 or 200 dollars at risk a spread. */
function planOf(strategy: Strategy, low: number, changed: Partial<EntryPlan> = {}): EntryPlan {
  const underlying = changed.underlying ?? 'AAPL'
  const expiration = changed.expiration ?? APRIL
  const legs = buildSpreadLegs(strategy, [dollars(low), dollars(low + 5)], expiration, underlying)
  if (!legs.ok) throw new Error(legs.message)
  const worst = strategyShape(strategy).effect === 'credit' ? credit(dollars(0.8)) : debit(dollars(2))
  return {
    id: `${strategy} ${underlying} ${low} ${expiration}`,
    strategy,
    underlying,
    expiration,
    legs: legs.value,
    quantity: 1,
    worst,
    multiplier: 100,
    ...changed,
  }
}

const lineOf = (plan: EntryPlan, changed: Partial<BookLine> = {}): BookLine => ({
  ...reservedLine(plan, { reserve: cents(42_000), buyingPower: cents(42_000) }, DAY),
  ...changed,
})

function inputOf(
  plan: EntryPlan,
  book: Partial<ExposureBook> = {},
  settings: Readonly<Record<string, string>> = {},
  changed: Partial<EntryInput> = {},
): EntryInput {
  return {
    plan,
    book: { ...EMPTY, ...book },
    settings: settingsOf(settings),
    equity: cents(10_000_000),
    optionBuyingPower: cents(10_000_000),
    flags: [],
    ...changed,
  }
}

function codesOf(input: EntryInput): readonly string[] {
  const verdict = judgeEntry(input)
  return verdict.ok ? [] : verdict.refusals.map(({ code }) => code)
}

const BULL_PUT = planOf('BULL_PUT_CREDIT', 290)
const HELD = [300, 310].map((low) =>
  lineOf(planOf('BULL_PUT_CREDIT', low), { kind: 'open', enteredOn: null }),
)

describe('judgeEntry', () => {
  it('admits what fits, with its worst loss and the buying power it takes', () => {
    expect(judgeEntry(inputOf(BULL_PUT))).toEqual({ ok: true, reserve: 42_000, buyingPower: 42_000 })
    expect(judgeEntry(inputOf(planOf('BEAR_PUT_DEBIT', 290, { quantity: 3 })))).toEqual({
      ok: true,
      reserve: 60_000,
      buyingPower: 60_000,
    })
  })

  it('B-01 2 open of 3 for a symbol and 10 attempts: exactly one is admitted, the others by LIMIT_SYMBOL_COUNT', () => {
    let book: ExposureBook = { ...EMPTY, lines: HELD }
    const codes: (readonly string[])[] = []
    for (let i = 0; i < 10; i++) {
      const plan = planOf('BULL_PUT_CREDIT', 200 + 10 * i)
      const verdict = judgeEntry(inputOf(plan, book, { 'risk.expiry_risk': 'off' }))
      if (verdict.ok) book = withReservation(book, plan, verdict)
      codes.push(verdict.ok ? ['admitted'] : verdict.refusals.map(({ code }) => code))
    }
    expect(codes[0]).toEqual(['admitted'])
    expect(codes.slice(1).every((each) => each.includes('limit_symbol_count'))).toBe(true)
  })

  it.each(['working', 'unknown', 'reserved'] as const)(
    'B-01 1 open and 2 entries %s and unfilled: they count as exposure',
    (kind) => {
      const lines = [
        HELD[0]!,
        lineOf(planOf('BULL_PUT_CREDIT', 320), { kind }),
        lineOf(planOf('BULL_PUT_CREDIT', 330), { kind }),
      ]
      const verdict = judgeEntry(
        inputOf(BULL_PUT, { lines }, { 'risk.daily_new_risk': 'off', 'risk.expiry_risk': 'off' }),
      )
      expect(verdict).toMatchObject({
        ok: false,
        refusals: [{ code: 'limit_symbol_count', subject: 'AAPL', value: 4, limit: 3 }],
      })
    },
  )

  it('B-02 a spread that is open or working: is refused again, unless adding is allowed', () => {
    for (const kind of ['open', 'working', 'unknown', 'reserved'] as const) {
      expect(codesOf(inputOf(BULL_PUT, { lines: [lineOf(BULL_PUT, { kind })] }))).toContain(
        'identical_spread',
      )
    }
    expect(codesOf(inputOf(BULL_PUT, { lines: [lineOf(BULL_PUT)] }, { 'risk.allow_adding': 'yes' }))).toEqual(
      [],
    )
    expect(codesOf(inputOf(BULL_PUT, { lines: [lineOf(BULL_PUT, { kind: 'finished' })] }))).toEqual([])
    const other = planOf('BULL_PUT_CREDIT', 290, { expiration: tradingDay('2024-04-12') })
    expect(codesOf(inputOf(BULL_PUT, { lines: [lineOf(other)] }))).toEqual([])
  })

  it('B-03 five new trades a day: unfilled cancels do not count, partial fills do', () => {
    const finished = (low: number, filledQuantity: number) =>
      lineOf(planOf('BULL_PUT_CREDIT', low, { underlying: 'MSFT' }), {
        kind: 'finished',
        filledQuantity,
        risk: cents(0),
      })
    const cancelled = [100, 110, 120, 130, 140].map((low) => finished(low, 0))
    const traded = [200, 210, 220, 230, 240].map((low) => finished(low, 1))
    expect(codesOf(inputOf(BULL_PUT, { lines: cancelled }))).toEqual([])
    expect(codesOf(inputOf(BULL_PUT, { lines: [...cancelled, ...traded.slice(1)] }))).toEqual([])
    expect(codesOf(inputOf(BULL_PUT, { lines: [...cancelled, ...traded] }))).toEqual(['limit_new_per_day'])
    const yesterday = traded.map((line) => ({ ...line, enteredOn: tradingDay('2024-03-01') }))
    expect(codesOf(inputOf(BULL_PUT, { lines: yesterday }))).toEqual([])
  })

  it('B-04 bear calls at the cap: a bear-put debit is refused, and a working order of 420 counts as 420', () => {
    const cap = { 'risk.direction_risk': '$600' }
    const bear = lineOf(planOf('BEAR_CALL_CREDIT', 320, { underlying: 'MSFT' }), { kind: 'working' })
    const verdict = judgeEntry(inputOf(planOf('BEAR_PUT_DEBIT', 290), { lines: [bear] }, cap))
    expect(verdict).toMatchObject({
      ok: false,
      refusals: [{ code: 'limit_direction_risk', subject: 'bearish', value: 62_000, limit: 60_000 }],
    })
    expect(codesOf(inputOf(planOf('BULL_CALL_DEBIT', 290), { lines: [bear] }, cap))).toEqual([])
  })

  it('refuses a leg that is held or working on the other side', () => {
    // 290/295 sells the 295 put; the trade in 295/300 has bought it.
    const lines = [lineOf(planOf('BULL_PUT_CREDIT', 295), { kind: 'open' })]
    const verdict = judgeEntry(inputOf(BULL_PUT, { lines }))
    expect(verdict).toMatchObject({
      ok: false,
      refusals: [{ code: 'opposite_leg_conflict', subject: lines[0]!.id }],
    })
  })

  it('gives every broken limit, in order, each with its value and its limit', () => {
    const book = { lines: HELD, lossesInARow: 5, realizedToday: cents(-200_000) }
    const plan = planOf('BULL_PUT_CREDIT', 290, { quantity: 11 })
    const verdict = judgeEntry(
      inputOf(plan, book, {}, { flags: ['HARD_STOP', 'CLOCK_SKEW'], optionBuyingPower: null }),
    )
    if (verdict.ok) throw new Error('it must be refused')
    expect(verdict.refusals.map(({ code, subject, value, limit }) => [code, subject, value, limit])).toEqual([
      ['entries_stopped', 'HARD_STOP', 1, 0],
      ['entries_stopped', 'CLOCK_SKEW', 1, 0],
      ['limit_trade_quantity', plan.id, 11, 10],
      ['limit_symbol_side_quantity', 'AAPL bullish', 13, 10],
      ['limit_trade_loss', plan.id, 462_000, 100_000],
      ['limit_daily_new_risk', '2024-03-04', 462_000, 150_000],
      ['limit_underlying_risk', 'AAPL', 546_000, 200_000],
      ['limit_expiry_risk', '2024-04-05', 546_000, 100_000],
      ['limit_direction_risk', 'bullish', 546_000, 250_000],
      ['limit_daily_loss', '2024-03-04', 200_000, 200_000],
      ['limit_buying_power', 'account', 546_000, null],
      ['tilt_pause', 'account', 5, 5],
    ])
    expect(verdict.refusals.every(({ message }) => message.length > 20)).toBe(true)
  })

  it('B-29 one spread sold at 1.00 and closed at 3.00: 200 dollars lost, which at 2 % of 10,000 stops entries', () => {
    const book = (loss: number) => ({ realizedToday: cents(loss) })
    const limits = {
      'risk.per_trade_max_loss': 'off',
      'risk.daily_new_risk': 'off',
      'risk.underlying_risk': 'off',
      'risk.expiry_risk': 'off',
      'risk.direction_risk': 'off',
    }
    const small = { equity: cents(1_000_000) }
    expect(codesOf(inputOf(BULL_PUT, book(-20_000), limits, small))).toEqual(['limit_daily_loss'])
    expect(codesOf(inputOf(BULL_PUT, book(-19_999), limits, small))).toEqual([])
    expect(codesOf(inputOf(BULL_PUT, book(20_000), limits, small))).toEqual([])
    const unpriced = { realizedToday: cents(10_000), unpricedToday: cents(30_000) }
    expect(codesOf(inputOf(BULL_PUT, unpriced, limits, small))).toEqual(['limit_daily_loss'])
  })

  it('refuses what it cannot know: an unknown loss among the trades, an unknown equity', () => {
    const lines = [
      lineOf(planOf('BULL_PUT_CREDIT', 320, { underlying: 'MSFT' }), {
        kind: 'open',
        risk: null,
        strategy: null,
        enteredOn: null,
      }),
    ]
    const verdict = judgeEntry(inputOf(BULL_PUT, { lines }))
    expect(verdict).toMatchObject({
      ok: false,
      refusals: [
        { code: 'limit_expiry_risk', value: null },
        { code: 'limit_direction_risk', value: null },
        { code: 'limit_heat', value: null },
      ],
    })
    expect(codesOf(inputOf(BULL_PUT, {}, {}, { equity: null }))).toEqual(['equity_unknown'])
    expect(codesOf(inputOf(BULL_PUT, {}, {}, { equity: cents(0) }))).toContain('limit_heat')
  })

  it('B-35 what was found at the broker: counts in the exposure, on both sides', () => {
    const found = lineOf(planOf('BULL_PUT_CREDIT', 320), {
      kind: 'open',
      strategy: null,
      quantity: 10,
      enteredOn: null,
    })
    const limits = { 'risk.max_qty_per_symbol_per_side': '10' }
    for (const strategy of ['BULL_PUT_CREDIT', 'BEAR_CALL_CREDIT'] as const) {
      expect(codesOf(inputOf(planOf(strategy, 280), { lines: [found] }, limits))).toEqual([
        'limit_symbol_side_quantity',
      ])
    }
  })

  it('refuses an entry whose loss has no bound, and quantities that are none', () => {
    const naked = {
      ...planOf('BEAR_CALL_CREDIT', 290),
      legs: planOf('BEAR_CALL_CREDIT', 290).legs.slice(0, 1),
    }
    expect(codesOf(inputOf(naked))).toEqual(['entry_loss_must_be_bounded', 'naked_short_possible'])
    for (const quantity of [0, -1, 1.5, Number.NaN]) {
      expect(codesOf(inputOf({ ...BULL_PUT, quantity }))).toEqual(['limit_trade_quantity'])
    }
  })
})

const PLANS = fc
  .record({
    strategy: fc.constantFrom(
      'BULL_PUT_CREDIT',
      'BEAR_CALL_CREDIT',
      'BULL_CALL_DEBIT',
      'BEAR_PUT_DEBIT' as const,
    ),
    low: fc.integer({ min: 20, max: 60 }).map((step) => 5 * step),
    quantity: fc.integer({ min: 1, max: 12 }),
    underlying: fc.constantFrom('AAPL', 'MSFT', 'SPY'),
    expiration: fc.constantFrom(APRIL, tradingDay('2024-04-12')),
    price: fc.integer({ min: 1, max: 499 }),
  })
  .map(({ strategy, low, price, ...changed }) => {
    const amount = dollars(price / 100)
    const worst = strategyShape(strategy).effect === 'credit' ? credit(amount) : debit(amount)
    return planOf(strategy, low, { ...changed, worst })
  })

/** Every limit's sum over a book, with the limit; written down a second time, as the limits are stated. */
function sumsOf(book: ExposureBook, { settings, equity }: Pick<EntryInput, 'settings' | 'equity'>) {
  const exposed = book.lines.filter(isExposed)
  const risk = (lines: readonly BookLine[]) => lines.reduce((sum, line) => sum + (line.risk ?? 0), 0)
  const groups = (key: (line: BookLine) => readonly string[]) =>
    [...new Set(exposed.flatMap(key))].map((name) => exposed.filter((line) => key(line).includes(name)))
  const money = (
    key:
      | 'risk.heat'
      | 'risk.underlying_risk'
      | 'risk.expiry_risk'
      | 'risk.direction_risk'
      | 'risk.daily_new_risk',
  ) => limitInCents(settings[key]!, equity as Cents)
  const sides = (line: BookLine) => sidesOf(outlookOf(line))
  return [
    [risk(exposed), money('risk.heat')],
    [risk(book.lines.filter((line) => isNewOn(line, book.day))), money('risk.daily_new_risk')],
    ...groups(({ underlying }) => [underlying]).map((of) => [risk(of), money('risk.underlying_risk')]),
    ...groups(({ expiration }) => [expiration]).map((of) => [risk(of), money('risk.expiry_risk')]),
    ...groups(sides).map((of) => [risk(of), money('risk.direction_risk')]),
    ...groups(({ underlying }) => [underlying]).map((of) => [of.length, settings['risk.max_per_symbol']]),
    ...groups((line) => sides(line).map((side) => `${line.underlying} ${side}`)).map((of) => [
      of.reduce((sum, { quantity }) => sum + quantity, 0),
      settings['risk.max_qty_per_symbol_per_side'],
    ]),
    [exposed.length, settings['risk.max_open']],
    [exposed.filter((line) => isNewOn(line, book.day)).length, settings['risk.max_new_per_day']],
  ]
}

/** Lets plans arrive one after the other. */
function arrive(plans: readonly EntryPlan[], settings: EntryInput['settings'], optionBuyingPower: Cents) {
  let book = EMPTY
  const admitted: EntryPlan[] = []
  for (const plan of plans) {
    const input = { ...inputOf(plan, book), settings, optionBuyingPower }
    const verdict = judgeEntry(input)
    if (!verdict.ok) continue
    book = withReservation(book, plan, verdict)
    admitted.push(plan)
    for (const [value, limit] of sumsOf(book, input)) expect(value).toBeLessThanOrEqual(limit!)
    expect(book.lines.reduce((sum, line) => sum + line.unseenBuyingPower, 0)).toBeLessThanOrEqual(
      optionBuyingPower,
    )
  }
  return { book, admitted }
}

describe('reservations', () => {
  it('never exceed a limit together, in whatever order the entries arrive', () => {
    const wide = settingsOf({
      'risk.max_open': '6',
      'risk.max_new_per_day': '8',
      'risk.expiry_risk': '2.2%',
      'risk.daily_new_risk': '5%',
      'risk.per_trade_max_loss': '2%',
      'risk.underlying_risk': '2.4%',
      'risk.max_per_symbol': '4',
    })
    let admissions = 0
    fc.assert(
      fc.property(
        fc.array(PLANS, { minLength: 4, maxLength: 24 }),
        fc.integer({ min: 50_000, max: 900_000 }),
        (plans, power) => {
          for (const order of [plans, plans.toReversed()])
            admissions += arrive(order, wide, cents(power)).admitted.length
        },
      ),
      { numRuns: 150 },
    )
    expect(admissions).toBeGreaterThan(300)
  })

  it('B-04 bull and bear: the mirror image of any arrivals is admitted and refused alike', () => {
    const mirror = {
      BULL_PUT_CREDIT: 'BEAR_CALL_CREDIT',
      BEAR_CALL_CREDIT: 'BULL_PUT_CREDIT',
      BULL_CALL_DEBIT: 'BEAR_PUT_DEBIT',
      BEAR_PUT_DEBIT: 'BULL_CALL_DEBIT',
    } as const
    const mirrored = ({ strategy, legs, underlying, expiration, quantity, worst }: EntryPlan): EntryPlan => {
      // Strikes mirrored around 500, so that what was the lower one is the upper.
      const low = 1_000 - Math.max(...legs.map(({ contract }) => contract.strike / 10_000))
      return planOf(mirror[strategy as keyof typeof mirror], low, { underlying, expiration, quantity, worst })
    }
    const settings = settingsOf({
      'risk.direction_max': '3',
      'risk.expiry_risk': '3%',
      'risk.daily_new_risk': '5%',
    })
    fc.assert(
      fc.property(fc.array(PLANS, { minLength: 2, maxLength: 16 }), (plans) => {
        let [book, image] = [EMPTY, EMPTY]
        for (const plan of plans) {
          const other = mirrored(plan)
          const [verdict, reflected] = [
            judgeEntry({ ...inputOf(plan, book), settings }),
            judgeEntry({ ...inputOf(other, image), settings }),
          ]
          const codes = (each: typeof verdict) =>
            each.ok ? each.reserve : each.refusals.map(({ code, value }) => [code, value])
          expect(codes(reflected)).toEqual(codes(verdict))
          if (verdict.ok) book = withReservation(book, plan, verdict)
          if (reflected.ok) image = withReservation(image, other, reflected)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('only ever take room away: what is refused stays refused with more in the book', () => {
    fc.assert(
      fc.property(fc.array(PLANS, { minLength: 1, maxLength: 10 }), PLANS, (lines, plan) => {
        const book = lines.map((each) => lineOf(each))
        const before = codesOf(inputOf(plan, { lines: book.slice(1) }))
        const after = codesOf(inputOf(plan, { lines: book }))
        expect(after).toEqual(expect.arrayContaining([...before]))
      }),
    )
  })
})
