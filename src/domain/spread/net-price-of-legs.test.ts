import { expect, test } from 'vitest'
import { price } from '../money/price.ts'
import type { Leg, OptionAction } from '../option/contract.ts'
import { parseOccSymbol } from '../option/occ-symbol.ts'
import { credit, debit, EVEN } from './net-price.ts'
import { netPriceOfLegs } from './net-price-of-legs.ts'

function leg(action: OptionAction, symbol: string, ratio: number): Leg {
  const contract = parseOccSymbol(symbol)
  if (!contract.ok) throw new Error(contract.message)
  return { contract: contract.value, ratio, action }
}

const BUTTERFLY = [
  leg('buy_to_open', 'SPXW230922C04400000', 1),
  leg('sell_to_open', 'SPXW230922C04410000', 2),
  leg('buy_to_open', 'SPXW230922C04420000', 1),
]

// Worked out by hand: what is bought less what is sold, each leg times its ratio.
test.each([
  [[80_000, 35_000, 12_500], debit(price(22_500))],
  [[80_000, 50_000, 12_500], credit(price(7_500))],
  [[80_000, 46_250, 12_500], EVEN],
])('a butterfly at %o is %o', (prices, net) => {
  expect(netPriceOfLegs(BUTTERFLY, prices.map(price))).toEqual(net)
})

test('legs without as many prices are a bug', () => {
  expect(() => netPriceOfLegs(BUTTERFLY, [price(1)])).toThrow('as many prices')
})
