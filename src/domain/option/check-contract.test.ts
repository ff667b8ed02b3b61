import { expect, test } from 'vitest'
import { tradingDay } from '../calendar/trading-day.ts'
import { price } from '../money/price.ts'
import { checkContract, MAX_STRIKE } from './check-contract.ts'
import type { OptionContract } from './contract.ts'

const GOOD: OptionContract = {
  root: 'SPY',
  expiration: tradingDay('2023-10-20'),
  type: 'put',
  strike: price(4_500_000),
}
const BAD_ROOT = { root: 'spy' }
const BAD_CENTURY = { expiration: tradingDay('2100-01-15') }

test('each rule is refused by its name, before all later ones', () => {
  const cases = [
    [{ ...BAD_ROOT, ...BAD_CENTURY, strike: price(-5) }, 'root_must_be_letters_then_digits'],
    [{ ...BAD_CENTURY, strike: price(-5) }, 'expiration_must_be_in_2000_to_2099'],
    [{ strike: price(-5) }, 'strike_must_be_positive'],
    [{ strike: price(MAX_STRIKE + 5) }, 'strike_must_be_whole_thousandths'],
    [{ strike: price(MAX_STRIKE + 10) }, 'strike_must_be_below_100000_dollars'],
  ] as const
  for (const [change, code] of cases) {
    expect(checkContract({ ...GOOD, ...change })).toMatchObject({ ok: false, code })
  }
})

test('a listed contract is accepted as it is', () => {
  expect(checkContract(GOOD)).toEqual({ ok: true, value: GOOD })
})
