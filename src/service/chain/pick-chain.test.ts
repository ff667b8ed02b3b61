import { describe, expect, it } from 'vitest'
import { fieldsWith } from '../../../test/support/recorded-text.ts'
import { chainOfRows } from '../../../test/support/theoretical-chain.ts'
import { tradingDay } from '../../domain/calendar/trading-day.ts'
import { type ChainQuery, pickChain, pickEveryChain } from './pick-chain.ts'

const ANY: ChainQuery = { underlying: null, quoteDay: null, expiration: null, root: null }
const TWO_ROOTS = chainOfRows([
  fieldsWith({ root: 'SPXW', underlying: 'SPX', strike: '100' }),
  fieldsWith({ root: 'SPX', underlying: 'SPX', strike: '100' }),
  fieldsWith({ root: 'SPX', underlying: 'SPX', strike: '105' }),
  fieldsWith({ root: 'SPX', underlying: 'SPX', strike: '105', expiration: '2024-06-21' }),
  fieldsWith({ root: 'SPY', underlying: 'SPY', style: 'A' }),
])

function refusalOf(chain: Parameters<typeof pickChain>[0], query: Partial<ChainQuery>): string {
  const picked = pickChain(chain, { ...ANY, ...query })
  return picked.ok ? 'picked' : `${picked.code}: ${picked.message}`
}

describe('pickChain', () => {
  it('takes what is the only one without being asked', () => {
    const picked = pickChain(chainOfRows([fieldsWith(), fieldsWith({ type: 'P' })]), ANY)
    expect(picked.ok && picked.value.map(({ root, rows }) => [root, rows])).toEqual([['ABXW', [0, 1]]])
  })

  it('gives each root its own pick, in the order of the alphabet', () => {
    const picked = pickChain(TWO_ROOTS, { ...ANY, underlying: 'SPX', expiration: tradingDay('2024-03-15') })
    expect(picked.ok && picked.value.map(({ root, rows }) => [root, rows])).toEqual([
      ['SPX', [1, 2]],
      ['SPXW', [0]],
    ])
  })

  it('takes the last instant of a day that was recorded more than once', () => {
    const chain = chainOfRows([
      fieldsWith({ quote_time: '10:00' }),
      fieldsWith({ quote_time: '15:45' }),
      fieldsWith({ quote_time: '' }),
    ])
    const picked = pickChain(chain, ANY)
    expect(picked.ok && picked.value[0]!.rows).toEqual([1])
  })

  it('says what there is when something else was asked for', () => {
    const days = chainOfRows([fieldsWith(), fieldsWith({ quote_date: '2024-03-05' })])
    expect(refusalOf(chainOfRows([]), {})).toBe(
      'recording_must_have_rows: The file has a header but no contracts.',
    )
    expect(refusalOf(TWO_ROOTS, {})).toBe(
      'underlying_must_be_given: The file has 2 underlyings; choose one with --underlying: SPX, SPY.',
    )
    expect(refusalOf(TWO_ROOTS, { underlying: 'QQQ' })).toBe(
      'underlying_must_be_recorded: The file has no underlying QQQ; it has SPX, SPY.',
    )
    expect(refusalOf(days, {})).toBe(
      'date_must_be_given: The file has 2 quote dates, 2024-03-04 to 2024-03-05; choose one with --date.',
    )
    expect(refusalOf(days, { quoteDay: tradingDay('2024-03-06') })).toBe(
      'date_must_be_recorded: The file has no quotes of 2024-03-06; it has 2024-03-04 and 2024-03-05.',
    )
    expect(refusalOf(TWO_ROOTS, { underlying: 'SPX', root: 'SPXQ' })).toBe(
      'root_must_be_recorded: There is no root SPXQ here; there is SPX, SPXW.',
    )
    expect(refusalOf(TWO_ROOTS, { underlying: 'SPX' })).toBe(
      'expiration_must_be_given: There are 2 expirations; choose one with --expiration: 2024-03-15, 2024-06-21.',
    )
    expect(refusalOf(TWO_ROOTS, { underlying: 'SPX', expiration: tradingDay('2024-03-16') })).toBe(
      'expiration_must_be_recorded: There is no expiration 2024-03-16; there is 2024-03-15 and 2024-06-21.',
    )
  })
})

describe('pickEveryChain', () => {
  it('gives every expiration of every root', () => {
    const picked = pickEveryChain(TWO_ROOTS, { underlying: 'SPX', quoteDay: null, root: null })
    expect(picked.ok && picked.value.map(({ root, expiration }) => `${root} ${expiration}`)).toEqual([
      'SPX 2024-03-15',
      'SPX 2024-06-21',
      'SPXW 2024-03-15',
    ])
  })
})
