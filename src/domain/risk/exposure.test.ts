import { describe, expect, it } from 'vitest'
import { tradingDay } from '../calendar/trading-day.ts'
import { type Cents, cents } from '../money/cents.ts'
import { price } from '../money/price.ts'
import type { Leg, OptionAction, OptionContract, OptionType } from '../option/contract.ts'
import { buyingPowerUse, entryReserve } from './entry-reserve.ts'
import { type Exposure, NO_EXPOSURE, type OptionHolding, type RestingOrder } from './exposure.ts'
import { heat } from './heat.ts'
import { coveredUnderEverySubset, nakedShorts } from './naked-short.ts'
import { closesOnlyWhatIsHeld } from './over-close.ts'
import { worstLoss } from './worst-loss.ts'

const MARCH = tradingDay('2024-03-15')
const APRIL = tradingDay('2024-04-19')

const option = (type: OptionType, strike: number, root = 'SPY', expiration = MARCH): OptionContract => ({
  root,
  expiration,
  type,
  strike: price(Math.round(strike * 10_000)),
})
const leg = (action: OptionAction, contract: OptionContract): Leg => ({ contract, action, ratio: 1 })
const order = (
  id: string,
  legs: Leg[],
  dollars: number | null,
  more: Partial<RestingOrder> = {},
): RestingOrder => ({
  id,
  ocoGroup: null,
  quantity: 1,
  legs,
  multiplier: 100,
  cashFlowPerSpread: dollars === null ? null : cents(dollars * 100),
  ...more,
})
const held = (contract: OptionContract, quantity: number, dollars = 0): OptionHolding => ({
  contract,
  quantity,
  multiplier: 100,
  cashFlow: cents(dollars * 100),
})
const exposed = (more: Partial<Exposure>): Exposure => ({ ...NO_EXPOSURE, ...more })
const codeOf = (answer: { ok: boolean; code?: string }): string => (answer.ok ? 'ok' : (answer.code ?? ''))

const shortCall = option('call', 450)
const longCall = option('call', 455)
const bearCall = order('O1', [leg('sell_to_open', shortCall), leg('buy_to_open', longCall)], 120)

describe('covered under every subset', () => {
  const spread = [held(shortCall, -1), held(longCall, 1)]

  it('a spread whose legs fill together is covered, two single orders for it are not', () => {
    expect(coveredUnderEverySubset(exposed({ orders: [bearCall] })).ok).toBe(true)
    const apart = [
      order('S', [leg('sell_to_open', shortCall)], 200),
      order('L', [leg('buy_to_open', longCall)], -80),
    ]
    expect(nakedShorts(exposed({ orders: apart }))).toEqual([
      { contract: shortCall, uncovered: 1, orderIds: ['S'] },
    ])
    const refused = coveredUnderEverySubset(exposed({ orders: apart }))
    expect(refused).toMatchObject({ code: 'naked_short_possible' })
    expect(refused.ok ? '' : refused.message).toContain('call SPY 2024-03-15 450')
  })

  it('a second close of the long leg uncovers the short', () => {
    const close = order('X', [leg('sell_to_close', longCall)], 50)
    expect(codeOf(coveredUnderEverySubset(exposed({ options: spread, orders: [close] })))).toBe(
      'naked_short_possible',
    )
    const both = order('X', [leg('buy_to_close', shortCall), leg('sell_to_close', longCall)], -60)
    expect(coveredUnderEverySubset(exposed({ options: spread, orders: [both] })).ok).toBe(true)
  })

  it('take-profit and stop of one OCO close a long once; as two orders they could close it twice', () => {
    const options = [held(longCall, 1)]
    const legs = [leg('sell_to_close', longCall)]
    const [tp, sl] = [order('TP', legs, 50), order('SL', legs, 10)]
    expect(coveredUnderEverySubset(exposed({ options, orders: [tp, sl] })).ok).toBe(false)
    expect(codeOf(closesOnlyWhatIsHeld(exposed({ options, orders: [tp, sl] })))).toBe(
      'close_exceeds_position',
    )
    const oco = [tp, sl].map((one) => ({ ...one, ocoGroup: 'B1' }))
    expect(coveredUnderEverySubset(exposed({ options, orders: oco })).ok).toBe(true)
    expect(closesOnlyWhatIsHeld(exposed({ options, orders: oco })).ok).toBe(true)
  })

  it('of an OCO group the alternative that sells most counts, not the one with the largest ratio', () => {
    const sell = (id: string, ratio: number, quantity: number): RestingOrder =>
      order(id, [{ contract: longCall, action: 'sell_to_open', ratio }], 10, { ocoGroup: 'G', quantity })
    const orders = [sell('A', 2, 1), sell('B', 1, 3)]
    expect(nakedShorts(exposed({ orders }))).toMatchObject([{ uncovered: 3, orderIds: ['B'] }])
  })

  it('shares cover the calls that deliver them, 100 each, and no puts and no index', () => {
    const shares = [{ underlying: 'SPY', shares: 199, cashFlow: cents(0) }]
    expect(nakedShorts(exposed({ shares, options: [held(shortCall, -1)] }))).toEqual([])
    expect(nakedShorts(exposed({ shares, options: [held(shortCall, -2)] }))).toMatchObject([{ uncovered: 1 }])
    expect(nakedShorts(exposed({ shares, options: [held(option('put', 450), -1)] }))).toHaveLength(1)
    expect(nakedShorts(exposed({ shares, options: [held(option('call', 450, 'SPXW'), -1)] }))).toHaveLength(1)
  })

  it('a later long covers where it can be exercised, not where it is European', () => {
    const calendar = (root: string): Exposure =>
      exposed({ options: [held(option('call', 450, root), -1), held(option('call', 450, root, APRIL), 1)] })
    expect(nakedShorts(calendar('SPY'))).toEqual([])
    expect(nakedShorts(calendar('SPXW'))).toHaveLength(1)
  })

  it('SPX does not cover SPXW', () => {
    const options = [held(option('call', 4500, 'SPXW'), -1), held(option('call', 4500, 'SPX'), 1)]
    expect(nakedShorts(exposed({ options }))).toHaveLength(1)
  })
})

describe('worst loss', () => {
  const bounded = (loss: number, exact = true) => ({ kind: 'bounded', loss: cents(loss), exact })

  it('of a credit spread is width - credit, of a debit spread the debit', () => {
    expect(worstLoss(exposed({ orders: [bearCall] }))).toEqual(bounded(38_000))
    const bull = order('O2', [leg('buy_to_open', shortCall), leg('sell_to_open', longCall)], -243)
    expect(worstLoss(exposed({ orders: [bull] }))).toEqual(bounded(24_300))
  })

  it('of an iron condor is the wider side, not both', () => {
    const condor = [
      held(option('put', 430), 1, -50),
      held(option('put', 440), -1, 100),
      held(shortCall, -1, 120),
      held(longCall, 1, -60),
    ]
    expect(worstLoss(exposed({ options: condor }))).toEqual(bounded(100_000 - 11_000))
  })

  it('a working close that would lock in a loss counts, one that fills on a profit does not', () => {
    const options = [held(shortCall, -1, 200), held(longCall, 1, -80)]
    const close = order('X', [leg('buy_to_close', shortCall), leg('sell_to_close', longCall)], -300)
    // Filled: 120 - 300 = -180. Not filled: 120 - 500 = -380. The worst fills nothing.
    expect(worstLoss(exposed({ options, orders: [close] }))).toEqual(bounded(38_000))
    // At a limit beyond the width the fill is worse than the spread itself.
    const dear = { ...close, cashFlowPerSpread: cents(-52_000) }
    expect(worstLoss(exposed({ options, orders: [dear] }))).toEqual(bounded(40_000))
  })

  it('says unbounded, with where', () => {
    expect(worstLoss(exposed({ options: [held(shortCall, -1)] }))).toEqual({
      kind: 'unbounded',
      root: 'SPY',
      expiration: MARCH,
    })
    const shares = [{ underlying: 'TSLA', shares: -1, cashFlow: cents(20_000) }]
    expect(worstLoss(exposed({ shares }))).toEqual({ kind: 'unbounded', root: 'TSLA', expiration: null })
  })

  it('a covered call loses down to the shares at 0', () => {
    const shares = [{ underlying: 'SPY', shares: 100, cashFlow: cents(-4_400_000) }]
    expect(worstLoss(exposed({ shares, options: [held(shortCall, -1, 200)] }))).toEqual(bounded(4_380_000))
  })

  it('invents nothing: an unknown price or an adjusted contract has no figure', () => {
    expect(worstLoss(exposed({ orders: [order('M', [leg('buy_to_open', longCall)], null)] }))).toEqual({
      kind: 'unknown',
      because: 'cash_flow_unknown',
      subject: 'M',
    })
    expect(worstLoss(exposed({ options: [held(option('put', 10, 'XYZ1'), 1)] }))).toMatchObject({
      because: 'adjusted_contract',
    })
  })

  it('a fraction of a cent, which only an odd multiplier makes, is a cent more of loss', () => {
    const put = { ...held(option('put', 1.005), -1), multiplier: 1 }
    expect(worstLoss(exposed({ options: [put] }))).toEqual(bounded(101))
  })

  it('two expirations settle at two prices', () => {
    const options = [
      held(shortCall, -1),
      held(longCall, 1),
      held(option('put', 400, 'SPY', APRIL), -1),
      held(option('put', 390, 'SPY', APRIL), 1),
    ]
    expect(worstLoss(exposed({ options }))).toEqual(bounded(50_000 + 100_000))
  })
})

describe('reserves and buying power', () => {
  it('a credit spread takes width - credit, a debit spread its debit, per spread', () => {
    expect(entryReserve({ ...bearCall, quantity: 3 })).toEqual({ ok: true, value: 114_000 })
    expect(buyingPowerUse({ ...bearCall, quantity: 3 })).toEqual({
      ok: true,
      value: { margin: 150_000, cashFlow: 36_000, buyingPower: 114_000 },
    })
    const long = order('L', [leg('buy_to_open', longCall)], -80)
    expect(buyingPowerUse(long)).toEqual({
      ok: true,
      value: { margin: 0, cashFlow: -8_000, buyingPower: 8_000 },
    })
  })

  it('refuses by name, in order', () => {
    const refused = (legs: Leg[], dollars: number | null) => codeOf(entryReserve(order('O', legs, dollars)))
    expect(refused([leg('sell_to_close', longCall)], null)).toBe('entry_must_only_open')
    const roll = [leg('sell_to_close', longCall), leg('buy_to_open', shortCall)]
    expect(refused(roll, -100)).toBe('entry_must_only_open')
    expect(refused([leg('sell_to_open', option('call', 5, 'XYZ1'))], null)).toBe('entry_loss_must_be_bounded')
    expect(refused([leg('buy_to_open', option('call', 5, 'XYZ1'))], null)).toBe('entry_must_not_be_adjusted')
    expect(refused([leg('buy_to_open', longCall)], null)).toBe('entry_needs_a_limit_price')
  })
})

describe('heat', () => {
  it('is rounded up, and unknown while a loss is', () => {
    const losses: (Cents | null)[] = [cents(38_000), cents(1)]
    expect(heat(losses, cents(10_000_000))).toEqual({
      ok: true,
      value: { atRisk: 38_001, basisPoints: 39, unknown: 0 },
    })
    expect(heat([...losses, null], cents(10_000_000))).toMatchObject({
      value: { basisPoints: null, unknown: 1 },
    })
    expect(heat(losses, cents(0))).toMatchObject({ code: 'equity_must_be_positive' })
  })
})
