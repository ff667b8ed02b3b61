import { z } from 'zod'
import type { SwitchSetting } from '../../cli/exchange-door.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { FaceSwitches } from '../../exchange/tradier-api/switches.ts'
import type { VenueSwitches } from './venue-switches.ts'

const onOff = z.enum(['true', 'false']).transform((text) => text === 'true')
const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `expected a whole number from 0 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `expected a whole number from 0 to ${most}`)

/** Each switch of the face by what may be written for it. */
const FACE_READERS = {
  sandboxDelayMs: whole(86_400_000),
  sandboxGreeks: onOff,
  sandboxHistory: z.enum(['empty', 'not_found']),
  nightlyReports: onOff,
  remainingAfterReject: z.enum(['zero', 'quantity']),
  orderTotals: onOff,
  ordersWithoutPaging: whole(100_000),
  tagOnLegs: onOff,
  riskErrors: z.enum(['pair', 'code']),
  previewRefusal: z.enum(['errors', 'order']),
  lookupShape: z.enum(['symbols', 'options']),
  keepReferenceArrays: onOff,
  shareSizes: z.enum(['hundreds', 'shares']),
  tradeTypeCase: z.enum(['capital', 'lower']),
  premarketStart: z.enum(['04:00', '07:00']),
  eventExtras: onOff,
  eventLegs: onOff,
  partnerId: z.string().min(1).max(100),
} satisfies { readonly [Name in keyof FaceSwitches]: z.ZodType<FaceSwitches[Name]> }

/** Each switch of the venue. */
const VENUE_READERS = {
  partialFills: onOff,
  dayOrdersEnd: z.enum(['recorded', 'expired', 'canceled']),
  marketOrderMayTrigger: onOff,
  riskDesk: onOff,
} satisfies { readonly [Name in keyof VenueSwitches]: z.ZodType<VenueSwitches[Name]> }

const READERS = { ...FACE_READERS, ...VENUE_READERS }

/** The switches that were set, by what they are about. */
export interface SetSwitches {
  readonly face: Partial<FaceSwitches>
  readonly venue: Partial<VenueSwitches>
}

function isSwitch(name: string): name is keyof typeof READERS {
  return Object.hasOwn(READERS, name)
}

/**
 * The switches that were set.
 *
 * Refuses: `switch_must_exist`, `switch_must_have_a_value_of_its_own`.
 */
export function readSwitches(
  settings: readonly SwitchSetting[],
): Result<SetSwitches, 'switch_must_exist' | 'switch_must_have_a_value_of_its_own'> {
  const face: Record<string, unknown> = {}
  const venue: Record<string, unknown> = {}
  for (const { name, value } of settings) {
    if (!isSwitch(name)) {
      return refuse(
        'switch_must_exist',
        `There is no switch ${name}; there are ${Object.keys(READERS).join(', ')}.`,
      )
    }
    const read = READERS[name].safeParse(value)
    if (!read.success) {
      const why = read.error.issues[0]?.message ?? 'not valid'
      return refuse('switch_must_have_a_value_of_its_own', `--switch ${name}=${value}: ${why}.`)
    }
    const found = Object.hasOwn(VENUE_READERS, name) ? venue : face
    found[name] = read.data
  }
  return ok({ face, venue })
}
