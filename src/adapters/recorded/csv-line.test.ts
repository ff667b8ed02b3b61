import { expect, test } from 'vitest'
import { splitCsvLine } from './csv-line.ts'

test.each([
  ['', ['']],
  ['a', ['a']],
  ['a,b', ['a', 'b']],
  [',', ['', '']],
  [' a , b ', ['a', 'b']],
  ['"a","b"', ['a', 'b']],
  ['"a,b",c', ['a,b', 'c']],
  ['"a ""b""",', ['a "b"', '']],
  ['a,"",b', ['a', '', 'b']],
  [' "a" ,b\r\n', ['a', 'b']],
  ['"a"\r\n', ['a']],
])('%j has the fields %j', (line, fields) => {
  expect(splitCsvLine(line)).toEqual(fields)
})

test.each(['"', 'a,"b', '"a"b', '"a" "b"', 'a"b', 'a"b",c', '"a""'])(
  '%j has a quote that is not closed',
  (line) => {
    expect(splitCsvLine(line)).toBeUndefined()
  },
)
