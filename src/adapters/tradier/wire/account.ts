import { z } from 'zod'
import { ID, MOMENT, NUMBER, NUMBER_GIVEN, TEXT } from './number.ts'

/** An account in the profile of the token's owner. */
export const WIRE_ACCOUNT = z.object({
  account_number: z.string().min(1),
  status: TEXT,
  type: TEXT,
  option_level: NUMBER_GIVEN.pipe(z.number().int().min(0)),
  day_trader: z.boolean().catch(false),
})

/** The profile: one account is itself, several are an array. */
export const WIRE_PROFILE = z.object({
  profile: z.object({ account: z.union([z.array(WIRE_ACCOUNT), WIRE_ACCOUNT.transform((one) => [one])]) }),
})

const POWER = z
  .object({ option_buying_power: NUMBER, stock_buying_power: NUMBER, cash_available: NUMBER })
  .optional()
  .catch(undefined)

/** The balances. Equity and cash must be there; which of the three kinds is there depends on the account. */
export const WIRE_BALANCES = z.object({
  balances: z.object({
    account_number: z.string().min(1),
    total_equity: NUMBER_GIVEN,
    total_cash: NUMBER_GIVEN,
    open_pl: NUMBER,
    close_pl: NUMBER,
    option_requirement: NUMBER,
    pending_cash: NUMBER,
    pending_orders_count: NUMBER,
    margin: POWER,
    cash: POWER,
    pdt: POWER,
  }),
})

export type WireBalances = z.infer<typeof WIRE_BALANCES>['balances']

/** A position; quantity and cost basis of a short one are negative. */
export const WIRE_POSITION = z.object({
  id: ID,
  symbol: z.string().min(1),
  quantity: NUMBER_GIVEN,
  cost_basis: NUMBER_GIVEN,
  date_acquired: MOMENT,
})

/** The broker's clock; its time is in seconds. */
export const WIRE_CLOCK = z.object({
  clock: z.object({
    state: z.string().min(1),
    timestamp: NUMBER_GIVEN.pipe(z.number().int().positive().max(100_000_000_000)),
  }),
})
