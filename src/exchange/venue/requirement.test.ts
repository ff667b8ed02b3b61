import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { cents } from '../../domain/money/cents.ts'
import { type Price, price } from '../../domain/money/price.ts'
import type { OptionType } from '../../domain/option/contract.ts'
import { formatOccSymbol } from '../../domain/option/occ-symbol.ts'
import { nakedShorts } from '../../domain/risk/naked-short.ts'
import { worstLoss } from '../../domain/risk/worst-loss.ts'
import { InstrumentTable } from './instrument.ts'
import { type MarginHolding, type Requirement, requirementOf, type UncoveredPuts } from './requirement.ts'

const instruments = new InstrumentTable()
const OCTOBER = '2026-10-16'
const NOVEMBER = '2026-11-20'

function option(
  quantity: number,
  type: OptionType,
  strike: number,
  expiration = OCTOBER,
  root = 'SPY',
): MarginHolding {
  const contract = { root, expiration: tradingDay(expiration), type, strike: price(strike * 10_000) }
  return { instrument: instruments.of(formatOccSymbol(contract)), quantity }
}

function shares(quantity: number): MarginHolding {
  return { instrument: instruments.of('SPY'), quantity }
}

const at =
  (dollars: Readonly<Record<string, number>>) =>
  (symbol: string): Price | null =>
    dollars[symbol] === undefined ? null : price(Math.round(dollars[symbol] * 10_000))

function required(holdings: readonly MarginHolding[], puts?: UncoveredPuts): Requirement {
  return requirementOf(holdings, at({ SPY: 650 }), puts)
}

const call = (quantity: number, strike: number, expiration?: string): MarginHolding =>
  option(quantity, 'call', strike, expiration)
const put = (quantity: number, strike: number, expiration?: string): MarginHolding =>
  option(quantity, 'put', strike, expiration)

test.each([
  ['long options are paid', [call(3, 650), put(1, 640)], 0],
  ['a credit vertical needs its width', [put(-2, 640), put(2, 635)], 2 * 500_00],
  ['a debit vertical nothing', [call(1, 650), call(-1, 660)], 0],
  ['an iron condor its wider side', [put(1, 630), put(-1, 640), call(-1, 660), call(1, 675)], 1_500_00],
  [
    'two condors of one side each beyond the other',
    [put(2, 630), put(-2, 640), call(-1, 660), call(1, 665)],
    2_000_00,
  ],
  ['a long butterfly nothing', [call(1, 640), call(-2, 650), call(1, 660)], 0],
  ['a broken wing what the wings differ by', [call(1, 640), call(-2, 650), call(1, 675)], 1_500_00],
  ['a secured put its strike', [put(-1, 640)], 64_000_00],
  ['a put ratio its widths and the strike of the rest', [put(1, 650), put(-2, 640)], 63_000_00],
  ['a calendar nothing', [call(-1, 650), call(1, 650, NOVEMBER)], 0],
  ['a diagonal what its strikes are apart', [call(-1, 650), call(1, 660, NOVEMBER)], 1_000_00],
  ['a put calendar nothing', [put(-1, 650), put(1, 650, NOVEMBER)], 0],
  ['a covered call nothing', [shares(100), call(-1, 660)], 0],
  ['a box sold short its width', [call(-1, 640), call(1, 650), put(1, 640), put(-1, 650)], 1_000_00],
])('%s', (_, holdings, option) => {
  expect(required(holdings)).toMatchObject({ option, naked: [] })
})

test('a long that ends before the short covers nothing', () => {
  const { naked } = required([call(1, 650), call(-1, 650, NOVEMBER)])
  expect(naked).toEqual(['SPY261120C00650000'])
})

test('a naked call: its value, and 20 % of the underlying less what it is out of the money', () => {
  const short = call(-2, 660)
  const marks = at({ SPY: 650, [short.instrument.symbol]: 4 })
  // (4 + 0.2 x 650 - 10) x 200
  expect(requirementOf([short], marks)).toMatchObject({ option: 24_800_00, naked: [short.instrument.symbol] })
})

test('a naked put far out of the money: its value, and 10 % of the strike; secured, the strike', () => {
  const short = put(-1, 500)
  const marks = at({ SPY: 650, [short.instrument.symbol]: 0.5 })
  expect(requirementOf([short], marks, 'margin').option).toBe(5_050_00)
  expect(requirementOf([short], marks, 'margin').naked).toEqual([short.instrument.symbol])
  expect(requirementOf([short], marks, 'secured').option).toBe(50_000_00)
})

test('without a price a naked call needs its strike, and shares are named', () => {
  expect(requirementOf([call(-1, 660)], () => null).option).toBe(66_000_00)
  expect(requirementOf([shares(-100)], () => null)).toMatchObject({ total: 0, unpriced: ['SPY'] })
})

test('of a ratio spread the nearer short keeps the long, the further one is naked', () => {
  const { naked } = required([call(1, 650), call(-1, 660), call(-1, 670)])
  expect(naked).toEqual(['SPY261016C00670000'])
})

test('shares need half of their value, long or short', () => {
  expect(required([shares(100)]).total).toBe(32_500_00)
  expect(required([shares(-100)]).total).toBe(32_500_00)
})

test('shares cover the calls that no long can, and longs the others', () => {
  const held = [shares(100), call(-1, 650), call(1, 650, NOVEMBER), call(-1, 655, '2026-12-18')]
  expect(required(held)).toMatchObject({ option: 0, naked: [] })
})

test('what shares spare of a diagonal they save', () => {
  expect(required([shares(100), call(-1, 650), call(1, 700, NOVEMBER)])).toMatchObject({ option: 0 })
})

test('an AM series is covered by the PM one of its day, not the other way round', () => {
  const spx = (quantity: number, root: string): MarginHolding => option(quantity, 'call', 6500, OCTOBER, root)
  expect(required([spx(-1, 'SPX'), spx(1, 'SPXW')])).toMatchObject({ option: 0, naked: [] })
  expect(required([spx(1, 'SPX'), spx(-1, 'SPXW')]).naked).toEqual(['SPXW261016C06500000'])
})

const anyHolding = fc
  .record({
    quantity: fc.integer({ min: -3, max: 3 }).filter((n) => n !== 0),
    type: fc.constantFrom<OptionType>('call', 'put'),
    strike: fc.integer({ min: 60, max: 70 }).map((tens) => tens * 10),
    expiration: fc.constantFrom(OCTOBER, NOVEMBER, '2026-12-18'),
  })
  .map(({ quantity, type, strike, expiration }) => option(quantity, type, strike, expiration))

const anyHoldings = fc
  .tuple(
    fc.uniqueArray(anyHolding, { selector: ({ instrument }) => instrument.symbol, maxLength: 7 }),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([options, lots]) => (lots === 0 ? options : [...options, shares(lots * 100)]))

function exposureOf(holdings: readonly MarginHolding[]) {
  return {
    options: holdings.flatMap(({ instrument: { option: listed, multiplier }, quantity }) =>
      listed === null ? [] : [{ contract: listed.contract, quantity, multiplier, cashFlow: cents(0) }],
    ),
    shares: holdings.flatMap(({ instrument, quantity }) =>
      instrument.option === null ? [{ underlying: 'SPY', shares: quantity, cashFlow: cents(0) }] : [],
    ),
    orders: [],
  }
}

const withoutShares = anyHoldings.map((held) => held.filter(({ instrument }) => instrument.option !== null))

test('where every expiration covers itself it is the sum of their worst losses, to the cent', () => {
  fc.assert(
    fc.property(withoutShares, (holdings) => {
      const days = Map.groupBy(holdings, ({ instrument }) => instrument.option!.contract.expiration)
      const losses = [...days.values()].map((rows) => worstLoss(exposureOf(rows)))
      fc.pre([...days.values()].every((rows) => netOfType(rows, 'call') >= 0 && netOfType(rows, 'put') >= 0))
      const sum = losses.reduce((all, loss) => all + (loss.kind === 'bounded' ? loss.loss : Number.NaN), 0)
      const required = requirementOf(holdings, () => null)
      expect(required).toMatchObject({ option: sum, naked: [] })
      const together = worstLoss(exposureOf(holdings))
      expect(together.kind === 'bounded' && together.loss <= required.option).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('with shares it is never below the worst loss of one expiration', () => {
  fc.assert(
    fc.property(anyHoldings, (holdings) => {
      const near = holdings.filter(({ instrument: { option: listed } }) => {
        return listed === null || listed.contract.expiration === OCTOBER
      })
      const loss = worstLoss(exposureOf(near))
      const { option: required, naked } = requirementOf(near, () => null)
      expect(naked.length > 0).toBe(loss.kind === 'unbounded')
      if (loss.kind === 'bounded') expect(required).toBeGreaterThanOrEqual(loss.loss)
    }),
    { numRuns: 1_000 },
  )
})

test('a call is naked exactly when the rules of cover say so', () => {
  fc.assert(
    fc.property(anyHoldings, (holdings) => {
      const symbols = requirementOf(holdings, () => null, 'margin').naked
      const types = (found: readonly string[]): string[] => [...new Set(found)].sort()
      const expected = nakedShorts(exposureOf(holdings)).map(({ contract }) => contract.type)
      expect(types(symbols.map((symbol) => instruments.of(symbol).option!.contract.type))).toEqual(
        types(expected),
      )
    }),
    { numRuns: 2_000 },
  )
})

function netOfType(rows: readonly MarginHolding[], type: OptionType): number {
  return rows.reduce((sum, { instrument, quantity }) => {
    return instrument.option?.contract.type === type ? sum + quantity : sum
  }, 0)
}

const SPOTS = [0, 1, 590, ...Array.from({ length: 11 }, (_, i) => 600 + i * 10), 2_000, 100_000]

/** What a holding is worth per share when it is let go at a price, in dollars; shares come in hundreds here. */
function worthOf({ instrument }: MarginHolding, spot: number): number {
  if (instrument.option === null) return spot
  const { type, strike } = instrument.option.contract
  return Math.max(0, type === 'call' ? spot - strike / 10_000 : strike / 10_000 - spot)
}

/** The least that is left at the end of what is kept to then, over every price. */
function leastAtEnd(kept: readonly MarginHolding[]): number {
  return Math.min(
    ...SPOTS.map((spot) => kept.reduce((sum, held) => sum + held.quantity * worthOf(held, spot), 0)),
  )
}

/** Every way to let some of the longs go, as how many of each. */
function choices(rows: readonly MarginHolding[]): number[][] {
  return rows.reduce<number[][]>(
    (all, { quantity }) =>
      all.flatMap((one) => Array.from({ length: Math.max(0, quantity) + 1 }, (_, sold) => [...one, sold])),
    [[]],
  )
}

/** What is left when October settles at a price and the holder lets go of later longs and shares as is best. */
function leftAfter(holdings: readonly MarginHolding[], spot: number): number {
  const isNear = ({ instrument }: MarginHolding): boolean =>
    instrument.option?.contract.expiration === OCTOBER
  const later = holdings.filter((held) => !isNear(held))
  const settled = holdings.filter(isNear).reduce((sum, held) => sum + held.quantity * worthOf(held, spot), 0)
  const best = choices(later).map((sold) => {
    const got = later.reduce((sum, held, i) => sum + sold[i]! * worthOf(held, spot), 0)
    return got + leastAtEnd(later.map((held, i) => ({ ...held, quantity: held.quantity - sold[i]! })))
  })
  return settled + Math.max(...best)
}

test('it is enough for a holder who plays two expirations well, whatever the prices', () => {
  const twoDays = anyHoldings.map((held) =>
    held
      .filter(({ instrument }) => instrument.option?.contract.expiration !== '2026-12-18')
      .map((one) => (one.instrument.option === null ? { ...one, quantity: one.quantity / 100 } : one)),
  )
  fc.assert(
    fc.property(twoDays, (lots) => {
      const held = lots.map((one) =>
        one.instrument.option === null ? { ...one, quantity: one.quantity * 100 } : one,
      )
      const { option: required, naked } = requirementOf(held, () => null)
      fc.pre(naked.length === 0)
      for (const spot of SPOTS) expect(leftAfter(lots, spot) * 100 + required / 100).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 300 },
  )
})
