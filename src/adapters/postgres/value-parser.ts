import pg from 'pg'
import { invariant } from '../../domain/invariant.ts'

const { builtins, getTypeParser } = pg.types

/** Cents, prices and sequences fit into a double; a number that does not would be changed silently. */
function parseBigint(text: string): number {
  const value = Number(text)
  invariant(Number.isSafeInteger(value), `the database holds ${text} where a safe integer belongs`)
  return value
}

const parseDate = getTypeParser(builtins.TIMESTAMPTZ, 'text') as (text: string) => Date

/** Epoch milliseconds. */
function parseInstant(text: string): number {
  return parseDate(text).getTime()
}

const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.INT8, parseBigint],
  [builtins.TIMESTAMPTZ, parseInstant],
  // A day is a text; a Date would be midnight somewhere.
  [builtins.DATE, (text) => text],
])

/**
 * How values of the database become ours: bigint as a number, timestamptz as epoch milliseconds, date as its text.
 * Nothing depends on defaults that differ between servers and drivers.
 */
export const VALUE_PARSERS: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    PARSERS.get(oid) ?? getTypeParser(oid, format)) as typeof getTypeParser,
}
