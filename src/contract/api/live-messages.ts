import { z } from 'zod'

/** Switches money on for an account, with the words that the refusal asks for, or off. */
export const LIVE_BODY = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal(true), typed: z.string().max(200) }),
  z.strictObject({ on: z.literal(false) }),
])
