import { z } from 'zod'
import { ID, NUMBER, NUMBER_GIVEN } from './number.ts'

const ANSWER = z.object({ order: z.object({ id: ID }) })

/** The id in the answer to an order, a change or a cancel; null when there is none. */
export function orderIdOf(answer: unknown): string | null {
  const read = ANSWER.safeParse(answer)
  return read.success ? read.data.order.id : null
}

/** What a preview tells; it has no id, by which a real order would be known. */
export const WIRE_PREVIEW = z.object({
  order: z.object({
    result: z.boolean(),
    cost: NUMBER_GIVEN,
    fees: NUMBER_GIVEN,
    commission: NUMBER_GIVEN,
    margin_change: NUMBER,
  }),
})
