import { expect, test } from 'vitest'
import { leanDividends } from './lean-factors.ts'

const dividends = (...rows: string[]) => {
  const read = leanDividends(rows.join('\n'), 'x.csv')
  return read.ok ? read.value : read.code
}

test('a dividend is the share of the close by which the factor falls', () => {
  // 0.25 of 50.00 is half a percent: 0.995 of what follows.
  expect(dividends('20131224,0.995,1,50.00', '20501231,1,1,0')).toEqual([
    { day: '2013-12-26', amount: 2_500 },
  ])
  const two = dividends(
    '20130225,0.98505,0.5,50',
    '20131224,0.99,0.5,50',
    '20140320,1,1,80',
    '20501231,1,1,0',
  )
  expect(two).toEqual([
    { day: '2013-02-26', amount: 2_500 },
    { day: '2013-12-26', amount: 5_000 },
  ])
})

test('splits, spin-offs and the first row are no dividends', () => {
  expect(
    dividends('19980102,0.9,0.5,1', '20000110,0.9,0.5,100', '20140606,0.9,1,71', '20501231,1,1,0'),
  ).toEqual([])
  expect(dividends('20140327,1,0.997,1', '20150424,1,0.997,565', '20501231,1,1,0')).toEqual([])
})

test('an empty file tells of none, a broken row is refused by its line', () => {
  expect(dividends('')).toEqual([])
  expect(dividends('20140327,1,1,1')).toEqual([])
  for (const row of [
    '20140327,1,1',
    '2014-03-27,1,1,1',
    '20140327,0,1,1',
    '20140332,1,1,1',
    '20140327,x,1,1',
  ]) {
    const read = leanDividends(`20130101,1,1,1\n${row}`, 'goog.csv')
    expect(read).toMatchObject({ ok: false, code: 'row_must_have_every_field' })
    expect(read.ok ? '' : read.message).toContain('goog.csv, line 2')
  }
})
