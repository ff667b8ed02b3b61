import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { cents } from '../../src/domain/money/cents.ts'
import { PRICE_UNITS_PER_CENT } from '../../src/domain/money/premium.ts'
import { price } from '../../src/domain/money/price.ts'
import type { Leg } from '../../src/domain/option/contract.ts'
import { profitAtExpiration as pricedProfit } from '../../src/domain/pricing/payoff-at-expiration.ts'
import { settlementsOf } from '../../src/domain/risk/expiration-payoff.ts'
import { NO_EXPOSURE } from '../../src/domain/risk/exposure.ts'
import { cashFlowOf, netPriceOfPaid } from '../../src/domain/spread/net-price.ts'
import { profitAtExpiration } from '../../src/domain/spread/payoff.ts'
import { dollarsOf, payoffPosition } from '../../src/service/price/payoff-position.ts'

// Three rooms compute the payoff at expiration, each in the unit that it needs: spreads in cents, exactly;
// risk in units of price x shares, exactly, for many orders at once; pricing in floating dollars per share.
// They must be one function: a trade that is judged by one and sized by another would not be the same trade.

const anyLeg: fc.Arbitrary<Leg> = fc.record({
  contract: fc.record({
    root: fc.constant('SPY'),
    expiration: fc.constant(tradingDay('2023-10-20')),
    type: fc.constantFrom('call', 'put'),
    strike: fc.integer({ min: 1, max: 2_000_000 }).map((thousandths) => price(thousandths * 10)),
  }),
  ratio: fc.integer({ min: 1, max: 4 }),
  action: fc.constantFrom('buy_to_open', 'sell_to_open', 'buy_to_close', 'sell_to_close'),
})
const anyLegs = fc.array(anyLeg, { minLength: 1, maxLength: 6 })
const anyUnderlying = fc.integer({ min: 0, max: 30_000_000 }).map(price)
const anyNet = fc.integer({ min: -500_000, max: 500_000 }).map((paid) => netPriceOfPaid(price(paid)))
const anyQuantity = fc.integer({ min: 1, max: 20 })

test('spread, risk and pricing agree on the profit of any legs at any price', () => {
  fc.assert(
    fc.property(anyLegs, anyNet, anyUnderlying, anyQuantity, (legs, net, underlying, quantity) => {
      const perSpreadCents = profitAtExpiration(legs, net, underlying)
      const order = { id: 'O1', ocoGroup: null, quantity, legs, multiplier: 100 }
      const exposure = { ...NO_EXPOSURE, orders: [{ ...order, cashFlowPerSpread: cashFlowOf(net, 1) }] }
      const payoff = settlementsOf(exposure)[0]?.groups[0]?.[0]
      expect(payoff?.at(underlying)).toBe(perSpreadCents * quantity * PRICE_UNITS_PER_CENT)

      const dollarsPerShare = pricedProfit(payoffPosition(legs, net), dollarsOf(underlying))
      // Doubles of at most 24 x 3,000 dollars: far closer than the 1/10,000 that any two results differ by.
      expect(dollarsPerShare).toBeCloseTo(dollarsOf(price(perSpreadCents)), 6)
    }),
    { numRuns: 500 },
  )
})

test('what is held counts as what is traded: risk gives holdings and orders the same payoff', () => {
  fc.assert(
    fc.property(anyLegs, anyUnderlying, (legs, underlying) => {
      const options = legs.map(({ contract, ratio, action }) => ({
        contract,
        quantity: action.startsWith('buy') ? ratio : -ratio,
        multiplier: 100,
        cashFlow: cents(0),
      }))
      const held = settlementsOf({ ...NO_EXPOSURE, options })[0]?.held
      const payoffCents = profitAtExpiration(legs, netPriceOfPaid(price(0)), underlying)
      expect(held?.at(underlying)).toBe(payoffCents * PRICE_UNITS_PER_CENT)
    }),
  )
})
