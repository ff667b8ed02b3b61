import { expect, test } from 'vitest'
import { type Fields, fieldsWith, recordedText } from '../../../test/support/recorded-text.ts'
import { COLUMN_NAMES } from './chain-format.ts'
import { readChainText } from './chain-text.ts'

function refusalOf(text: string): { code: string; message: string } {
  const chain = readChainText(Buffer.from(text), 'chain.csv')
  if (chain.ok) throw new Error(`${chain.value.rowCount} rows were read`)
  return { code: chain.code, message: chain.message }
}

const ROWS = [fieldsWith(), fieldsWith({ strike: '105' })]

test.each([
  ['', 'header_must_be_present', 'chain.csv: line 1 is empty; expected a header that names the columns.'],
  ['\r\n', 'header_must_be_present', 'chain.csv: line 1 is empty; expected a header that names the columns.'],
  [
    recordedText(
      ROWS,
      COLUMN_NAMES.filter((name) => name !== 'iv'),
    ),
    'header_must_name_every_column',
    'chain.csv: line 1 does not name the column iv; expected a header with all 19 columns of a recorded chain.',
  ],
  [
    'quote_date,expiration,bid,ask\n',
    'header_must_name_every_column',
    'chain.csv: line 1 does not name the columns quote_time, underlying, spot, root, style, strike, type, last, volume, open_interest, iv, delta, gamma, theta, vega; expected a header with all 19 columns of a recorded chain.',
  ],
  [
    recordedText(ROWS, [...COLUMN_NAMES, 'bid']),
    'header_must_name_a_column_once',
    'chain.csv: line 1 names the column bid twice; expected it once.',
  ],
  [
    `${'x,'.repeat(256)}${recordedText(ROWS)}`,
    'header_must_have_256_columns_at_most',
    'chain.csv: line 1 names 275 columns; expected the 19 of a recorded chain, and no more than 256 in all.',
  ],
  [
    `${recordedText(ROWS)}2024-03-04,15:45,ABX\n`,
    'line_must_have_every_field',
    'chain.csv, line 4: there are 3 fields; expected 19, as in the header.',
  ],
  [
    recordedText(ROWS).replace('0.0712', '0.0712,'),
    'line_must_have_every_field',
    'chain.csv, line 2: there are 20 fields; expected 19, as in the header.',
  ],
  [
    `${recordedText(ROWS)}?`,
    'line_must_have_every_field',
    'chain.csv, line 4: there is 1 field; expected 19, as in the header.',
  ],
  [
    recordedText(ROWS).replace('1.05', '"1.05'),
    'quotes_must_be_closed',
    'chain.csv, line 2: a quote is not closed where its field ends; expected quotes around a whole field or none.',
  ],
])('the text %j is refused', (text, code, message) => {
  expect(refusalOf(text)).toEqual({ code, message })
})

test('a file that is no chain at all is refused by its header', () => {
  for (const header of ['{"chain": []}\n', 'date,symbol,price\n', '"never closed\n']) {
    expect(refusalOf(header)).toEqual({
      code: 'header_must_name_every_column',
      message:
        'chain.csv: line 1 is no chain header; expected a line that begins quote_date,quote_time,underlying,...',
    })
  }
})

const BAD_FIELDS: [keyof Fields, string, string][] = [
  ['quote_date', '2024-02-30', 'date_must_be_a_calendar_day'],
  ['quote_date', '', 'date_must_be_a_calendar_day'],
  ['expiration', '15/03/2024', 'date_must_be_a_calendar_day'],
  ['expiration', '20240315', 'date_must_be_a_calendar_day'],
  ['quote_time', '24:00', 'time_must_be_hh_mm'],
  ['quote_time', '1545', 'time_must_be_hh_mm'],
  ['underlying', '', 'symbol_must_be_one_word'],
  ['root', 'AB X', 'symbol_must_be_one_word'],
  ['root', 'ABÖ', 'symbol_must_be_one_word'],
  ['style', 'e', 'style_must_be_a_or_e'],
  ['style', '', 'style_must_be_a_or_e'],
  ['type', 'call', 'type_must_be_c_or_p'],
  ['type', 'X', 'type_must_be_c_or_p'],
  ['type', '', 'type_must_be_c_or_p'],
  ['spot', '1,5', 'line_must_have_every_field'],
  ['spot', 'n/a', 'number_must_be_decimal'],
  ['bid', '-', 'number_must_be_decimal'],
  ['bid', '.', 'number_must_be_decimal'],
  ['bid', '-.', 'number_must_be_decimal'],
  ['bid', '1.2.3', 'number_must_be_decimal'],
  ['bid', '1-2', 'number_must_be_decimal'],
  ['bid', '--1', 'number_must_be_decimal'],
  ['bid', '1 2', 'number_must_be_decimal'],
  ['bid', '0x10', 'number_must_be_decimal'],
  ['bid', '1e', 'number_must_be_decimal'],
  ['bid', '$5', 'number_must_be_decimal'],
  ['bid', '1\u00002', 'number_must_be_decimal'],
  ['ask', 'inf', 'number_must_be_decimal'],
  ['iv', 'Infinity', 'number_must_be_decimal'],
  ['vega', '1e999', 'number_must_be_decimal'],
  ['strike', '', 'strike_must_be_a_positive_price'],
  ['strike', '0', 'strike_must_be_a_positive_price'],
  ['strike', '0.00', 'strike_must_be_a_positive_price'],
  ['strike', '-5', 'strike_must_be_a_positive_price'],
  ['strike', '1.00005', 'strike_must_be_a_positive_price'],
  ['strike', '214748.3648', 'strike_must_be_a_positive_price'],
  ['strike', '100000000000000', 'strike_must_be_a_positive_price'],
  ['volume', '-1', 'count_must_be_a_whole_number'],
  ['volume', '1.5', 'count_must_be_a_whole_number'],
  ['open_interest', '2147483648', 'count_must_be_a_whole_number'],
]

test.each(BAD_FIELDS)('%s of %j is refused wherever it stands', (column, text, code) => {
  const bad = fieldsWith({ [column]: text })
  const shown = JSON.stringify(text)
  const places = [
    { before: 0, columns: COLUMN_NAMES, lineEnd: '\n' },
    { before: 1500, columns: COLUMN_NAMES, lineEnd: '\r\n' },
    { before: 3, columns: COLUMN_NAMES.toReversed(), lineEnd: '\r\n' },
  ]
  for (const { before, columns, lineEnd } of places) {
    const rows = [...Array.from({ length: before }, () => fieldsWith()), bad, fieldsWith({ bid: 'later' })]
    const refusal = refusalOf(recordedText(rows, columns, lineEnd))
    expect(refusal.code).toBe(code)
    expect(refusal.message).toMatch(`chain.csv, line ${before + 2}: `)
    if (code === 'line_must_have_every_field') continue
    expect(refusal.message).toMatch(`column ${column} has ${shown}; expected `)
  }
})

test('a long text is shown in part', () => {
  const { message } = refusalOf(recordedText([fieldsWith({ root: `${'R'.repeat(50)} `.repeat(3) })]))
  expect(message).toContain(`column root has "${'R'.repeat(40)}..."; expected a symbol`)
})
