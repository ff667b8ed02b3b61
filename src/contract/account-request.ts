import { z } from 'zod'

/** What can be asked of a running process about the accounts that it holds, through its control socket. */

const accountNumber = z.string().min(1).max(40)
const environment = z.enum(['exchange', 'sandbox', 'live'])
const account = z.string().min(1).max(60)

/** The schemas, by what is asked. */
export const ACCOUNT_REQUESTS = [
  z.object({ ask: z.literal('account_list') }),
  z.object({ ask: z.literal('account_open'), environment, accountId: accountNumber.nullable() }),
  z.object({ ask: z.literal('account_close'), account }),
  /** The token is sealed at once and never given back. */
  z.object({
    ask: z.literal('account_token'),
    environment: z.enum(['sandbox', 'live']),
    accountId: accountNumber,
    token: z.string().min(1).max(600),
  }),
  z.object({ ask: z.literal('account_live_off'), account }),
] as const
