/**
 * The columns of a recorded chain file, in the order in which they are usually written, and the kind of
 * array that each becomes.
 */
export const FORMAT = {
  quote_date: 'int32',
  quote_time: 'int16',
  underlying: 'uint16',
  spot: 'float64',
  root: 'uint16',
  expiration: 'int32',
  style: 'uint8',
  strike: 'int32',
  type: 'uint8',
  bid: 'float64',
  ask: 'float64',
  last: 'float64',
  volume: 'int32',
  open_interest: 'int32',
  iv: 'float64',
  delta: 'float64',
  gamma: 'float64',
  theta: 'float64',
  vega: 'float64',
} as const

export type ColumnName = keyof typeof FORMAT

export const COLUMN_NAMES = Object.keys(FORMAT) as ColumnName[]

/** How to make an array of each kind, alone or over existing memory. */
export const ARRAYS = {
  float64: Float64Array,
  int32: Int32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
} as const

/** One array a column. */
export type ColumnArrays = {
  readonly [Name in ColumnName]: InstanceType<(typeof ARRAYS)[(typeof FORMAT)[Name]]>
}

export function isColumnName(name: string): name is ColumnName {
  return Object.hasOwn(FORMAT, name)
}
