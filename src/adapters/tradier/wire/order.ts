import { z } from 'zod'
import { COUNT, ID, MOMENT, NUMBER, TEXT } from './number.ts'

const SIDE = z.enum([
  'buy_to_open',
  'buy_to_close',
  'sell_to_open',
  'sell_to_close',
  'buy',
  'sell',
  'sell_short',
  'buy_to_cover',
])

const HEAD = {
  id: ID,
  status: z.string().min(1),
  class: z.string().min(1),
  create_date: MOMENT,
  transaction_date: MOMENT.optional(),
  reason_description: TEXT,
  tag: TEXT,
}

const EXECUTION = {
  type: TEXT,
  symbol: z.string().min(1),
  quantity: COUNT.pipe(z.number().min(1)),
  exec_quantity: COUNT,
  price: NUMBER,
  stop_price: NUMBER,
  avg_fill_price: NUMBER,
}

/** An order of one instrument, and a leg of another order. Quantities must be there: a missing fill is no fill of 0. */
export const WIRE_SIMPLE = z
  .object({ ...HEAD, ...EXECUTION, side: SIDE, option_symbol: TEXT })
  .refine(({ quantity, exec_quantity }) => exec_quantity <= quantity, 'no more is filled than was ordered')

export type WireSimple = z.infer<typeof WIRE_SIMPLE>

/** An order of several legs at one net price. The parent's quantities are sums over the legs and say nothing more. */
export const WIRE_NET = z.object({
  ...HEAD,
  type: TEXT,
  symbol: z.string().min(1),
  price: NUMBER,
  avg_fill_price: NUMBER,
  leg: z.array(WIRE_SIMPLE).min(2),
})

export type WireNet = z.infer<typeof WIRE_NET>

/** A group of orders that know of each other; it has no fills of its own. */
export const WIRE_GROUP = z.object({
  ...HEAD,
  leg: z.union([z.array(WIRE_SIMPLE).min(1), WIRE_SIMPLE.transform((one) => [one])]),
})

export type WireGroup = z.infer<typeof WIRE_GROUP>

/** What every order has, also one of a class that we do not know. */
export const WIRE_HEAD = z.object(HEAD)

export type WireHead = z.infer<typeof WIRE_HEAD>
