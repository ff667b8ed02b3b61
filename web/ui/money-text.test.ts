import { describe, expect, it } from 'vitest'
import { price } from '../../src/domain/money/price.ts'
import { credit, debit } from '../../src/domain/spread/net-price.ts'
import {
  durationText,
  moneyText,
  netPriceText,
  signedMoneyText,
  signedPercentText,
  UNKNOWN,
} from './money-text.ts'

describe('amounts as texts', () => {
  it('carry their sign, a real minus and both decimals; nothing at all has no sign', () => {
    expect([11_800, -3_200, 0].map(signedMoneyText)).toEqual(['+$118.00', '−$32.00', '$0.00'])
  })

  it('C-35: never show a zero for what nobody knows', () => {
    expect([moneyText(null), signedMoneyText(null), signedPercentText(null), netPriceText(null)]).toEqual(
      Array(4).fill(UNKNOWN),
    )
  })

  it('say which way the money of a net price goes', () => {
    expect([netPriceText(credit(price(12_400))), netPriceText(debit(price(6_500)))]).toEqual([
      '1.24 cr',
      '0.65 db',
    ])
  })

  it('give a time in its two largest units', () => {
    expect([8_040_000, 300_000, 90_000_000].map(durationText)).toEqual(['2 h 14 m', '5 m', '1 d 1 h'])
  })
})
