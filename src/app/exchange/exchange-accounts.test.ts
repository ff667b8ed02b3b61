import { expect, test } from 'vitest'
import { cents } from '../../domain/money/cents.ts'
import { accountTerms } from './exchange-accounts.ts'

const wish = (id: string | null) => ({ id, type: 'margin' as const, cash: cents(100), optionLevel: 3 })

test('accounts without a number get the next free one of their environment', () => {
  const ids = (given: (string | null)[], personality: 'sandbox' | 'live') =>
    accountTerms(given.map(wish), personality).map(({ id }) => id)
  expect(ids([null, null], 'live')).toEqual(['6YA10001', '6YA10002'])
  expect(ids([null, 'VA10000001', null], 'sandbox')).toEqual(['VA10000002', 'VA10000001', 'VA10000003'])
})
