import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrayLiteral, type SqlType } from '../../../src/adapters/postgres/array-literal.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'

const RUNS = 200

/** What PostgreSQL cannot store in a text. */
const text = fc
  .string({ unit: 'binary' })
  .filter((value) => !value.includes('\u0000') && value.isWellFormed())
const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const json = fc.jsonValue().filter((value) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)))

const VALUES: Readonly<Record<SqlType, fc.Arbitrary<unknown>>> = {
  text,
  integer,
  bigint: fc.maxSafeInteger(),
  'double precision': fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  boolean: fc.boolean(),
  date: fc
    .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  timestamptz: fc.integer({ min: 0, max: Date.parse('2099-12-31') }),
  jsonb: json,
  json,
}

describe('values on their way to the database and back', () => {
  const pool = serverPool('store_values')

  it.each(Object.entries(VALUES) as [SqlType, fc.Arbitrary<unknown>][])(
    'are the same as %s',
    async (type, value) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.option(value)), async (values) => {
          const { rows } = await pool().query<{ readonly value: unknown }>(
            `select value from unnest($1::${type}[]) with ordinality as input (value, place) order by place`,
            [arrayLiteral(type, values)],
          )
          // JSON has one zero; so has SQL.
          const sent = JSON.parse(JSON.stringify(values))
          expect(rows.map((row) => row.value)).toEqual(sent)
        }),
        { numRuns: RUNS },
      )
    },
  )

  it('are refused when they do not fit into a number', async () => {
    await expect(pool().query('select 9007199254740993::bigint')).rejects.toThrow('safe integer')
  })
})
