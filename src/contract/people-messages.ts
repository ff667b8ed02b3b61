import { z } from 'zod'

// Messages about people, keys and tokens. Unknown fields are refused: nothing is set by being sent along.

const email = z.email().max(254)
const name = z.string().trim().min(1).max(80)
/** The scopes of `src/ports/identity.ts`, which a contract may not import; the handler's types hold them together. */
const scopes = z
  .array(z.enum(['read', 'trade-paper', 'trade-live', 'admin']))
  .min(1)
  .max(4)

export const INVITE_BODY = z.strictObject({
  role: z.enum(['admin', 'member']).default('member'),
  hours: z.number().int().default(72),
})

export const DISABLE_BODY = z.strictObject({ email, disabled: z.boolean() })

export const RESET_BODY = z.strictObject({ email })

export const KEY_BODY = z.strictObject({ name, scopes, days: z.number().int().default(90) })

/** A broker's token goes in, and nothing but its owner's engine gets it out. */
export const TOKEN_BODY = z.strictObject({ token: z.string().min(1).max(512) })

export const TOKEN_PLACE = z.strictObject({
  environment: z.enum(['sandbox', 'live']),
  accountId: z.string().regex(/^[A-Za-z0-9]{1,32}$/),
})
