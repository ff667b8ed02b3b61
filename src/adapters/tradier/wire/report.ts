import { z } from 'zod'
import { parseTradingDay } from '../../../domain/calendar/trading-day.ts'
import { NUMBER, NUMBER_GIVEN, TEXT } from './number.ts'

/** The day of a date that stands for a day, whatever its time of day says. */
const DAY = z
  .string()
  .transform((text) => parseTradingDay(text.slice(0, 10)))
  .refine((day) => day.ok)
  .transform((day) => (day.ok ? day.value : ''))

/** A closed lot of the gain/loss report. */
export const WIRE_CLOSED = z.object({
  symbol: z.string().min(1),
  quantity: NUMBER_GIVEN,
  cost: NUMBER_GIVEN,
  proceeds: NUMBER_GIVEN,
  gain_loss: NUMBER_GIVEN,
  open_date: DAY,
  close_date: DAY,
})

/** What an event says of itself, in an object that is named like its type. */
const DETAILS = z.object({ symbol: TEXT, description: TEXT, quantity: NUMBER, option_type: TEXT })

/** An event of the history. */
export const WIRE_EVENT = z.object({
  amount: NUMBER_GIVEN,
  date: DAY,
  type: z.string().min(1),
  trade: DETAILS.optional().catch(undefined),
  option: DETAILS.optional().catch(undefined),
  symbol: TEXT,
  description: TEXT,
  quantity: NUMBER,
})

export type WireEvent = z.infer<typeof WIRE_EVENT>
