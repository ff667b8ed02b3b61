import { z } from 'zod'
import { DAY, NAME } from './wire-values.ts'

/** Which options of an underlying are looked at. */
export const OPTION_PATH = z.object({
  underlying: z.string().regex(/^[A-Z.]{1,6}$/),
  expiration: DAY.optional(),
})

/** What of a chain, and by which account's market. */
export const OPTION_QUERY = z.object({
  account: NAME.optional(),
  type: z.enum(['call', 'put']).optional(),
  near: z.coerce.number().int().min(1).max(500).optional(),
})
