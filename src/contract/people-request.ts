import { z } from 'zod'

const email = z.email().max(254)
const owner = email.nullable()

/** What the console of the data folder's owner asks about people, keys and the vault. */
export const PEOPLE_REQUESTS = [
  z.object({ ask: z.literal('user_list') }),
  z.object({ ask: z.literal('user_first_code') }),
  z.object({
    ask: z.literal('user_invite'),
    role: z.enum(['admin', 'member']),
    hours: z.number().int(),
  }),
  z.object({ ask: z.literal('user_disable'), email, disabled: z.boolean() }),
  z.object({ ask: z.literal('user_reset'), email }),
  z.object({
    ask: z.literal('key_create'),
    email: owner,
    name: z.string().trim().min(1).max(80),
    scopes: z
      .array(z.enum(['read', 'trade-paper', 'trade-live', 'admin']))
      .min(1)
      .max(4),
    days: z.number().int(),
  }),
  z.object({ ask: z.literal('key_list'), email: owner }),
  z.object({ ask: z.literal('key_revoke'), email: owner, id: z.string().min(1).max(100) }),
  z.object({ ask: z.literal('vault_status') }),
  z.object({ ask: z.literal('vault_rotate') }),
] as const

/** One of them. */
export type PeopleRequest = z.output<(typeof PEOPLE_REQUESTS)[number]>
