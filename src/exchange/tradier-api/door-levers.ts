import { z } from 'zod'
import { instantOf } from '../../domain/calendar/new-york-time.ts'
import { parseTimeOfDay } from '../../domain/calendar/time-of-day.ts'
import { foldEvent, hashText, NO_EVENTS } from '../venue/event-hash.ts'
import type { VenueControl } from '../venue/venue-control.ts'
import { type DoorAnswer, DoorProblem, type DoorRoom, type Lever } from './door-call.ts'
import type { DoorClock } from './door-clock.ts'
import { FAULT_PLAN } from './fault-plan.ts'
import { swarmFaultPlan } from './fault-swarm.ts'
import { readDay } from './request-day.ts'
import { actOnVenue, VENUE_ACTION } from './venue-action.ts'
import { newYorkText } from './wire-time.ts'

const YEAR_MS = 366 * 86_400_000

/** Epoch milliseconds, or `YYYY-MM-DDTHH:MM` in New York. */
const marketTime = z.union([
  z.number().int(),
  z.string().transform((text, context) => {
    const day = readDay(text.slice(0, 10))
    const time = parseTimeOfDay(text.slice(11))
    if (day !== undefined && time.ok && /[ T]/.test(text[10] ?? ''))
      return instantOf(day, time.value) as number
    context.addIssue({
      code: 'custom',
      message: 'must be epoch milliseconds, or YYYY-MM-DDTHH:MM in New York',
    })
    return z.NEVER
  }),
])
const STEP = z.strictObject({ ms: z.number().int().min(1).max(YEAR_MS) })
const JUMP = z.strictObject({ to: marketTime })
const SPEED = z.strictObject({ speed: z.number().min(0).max(1_000_000) })
const SWARM = z.strictObject({
  seed: z.number().int(),
  from: z.number().int().optional(),
  until: z.number().int().optional(),
})
const TRUTH = z.strictObject({ account: z.string().min(1) })
const TERMS = z.strictObject({
  account: z.string().min(1),
  type: z.enum(['cash', 'margin']).optional(),
  optionLevel: z.number().int().min(0).max(6).optional(),
})

/** Reads what was given, or says in one sentence what is wrong with it. */
function read<Value>(schema: z.ZodType<Value>, given: unknown): Value {
  const found = schema.safeParse(given)
  if (found.success) return found.data
  const [issue] = found.error.issues
  const where = issue === undefined || issue.path.length === 0 ? 'the body' : `"${issue.path.join('.')}"`
  throw new DoorProblem(400, 'request_must_be_valid', `${where}: ${issue?.message ?? 'is not valid'}.`)
}

function clockOf({ clock }: DoorRoom): DoorClock {
  if (clock !== undefined) return clock
  throw new DoorProblem(
    409,
    'clock_must_be_movable',
    'This exchange was started without a clock that can be moved.',
  )
}

function controlOf({ control }: DoorRoom): VenueControl {
  if (control !== undefined) return control
  throw new DoorProblem(
    409,
    'venue_must_have_levers',
    'This exchange was started without the levers of its venue.',
  )
}

const showClock: Lever = ({ room, clock }) => ({
  body: { now: room.market.now, newYork: newYorkText(room.market.now), speed: clock?.speed() ?? 0 },
})

function goTo(door: DoorRoom, time: number): DoorAnswer {
  const { now } = door.room.market
  if (time < now) {
    const detail = `The market is at ${newYorkText(now)} and goes forward only; give a later time.`
    throw new DoorProblem(409, 'time_must_not_go_back', detail)
  }
  if (time - now > YEAR_MS) {
    throw new DoorProblem(
      409,
      'jump_must_be_within_a_year',
      'Each minute on the way is played; go a year at a time.',
    )
  }
  clockOf(door).goTo(time)
  return showClock(door, undefined)
}

const setPlan: Lever = ({ faults }, given) => {
  faults.set(read(FAULT_PLAN, given))
  return { body: faults.plan }
}

const drawPlan: Lever = ({ faults }, given) => {
  const { seed, from, until } = read(SWARM, given)
  faults.set(swarmFaultPlan(seed, from, until))
  return { body: faults.plan }
}

const clearPlan: Lever = ({ faults, control }) => {
  faults.set(null)
  control?.clearFaults()
  return { body: { plan: null } }
}

function settled(result: ReturnType<typeof actOnVenue> | ReturnType<VenueControl['truth']>): object {
  if (result.ok) return result.value
  throw new DoorProblem(409, result.code, result.message)
}

const act: Lever = (door, given) => {
  const action = read(VENUE_ACTION, given)
  return { body: settled(actOnVenue(controlOf(door), door.room.market, action, undefined)) }
}

const setTerms: Lever = (door, given) => {
  const { account, type, optionLevel } = read(TERMS, given)
  const terms = {
    ...(type === undefined ? {} : { type }),
    ...(optionLevel === undefined ? {} : { optionLevel }),
  }
  const changed = controlOf(door).setTerms(account, terms)
  if (!changed.ok) throw new DoorProblem(409, changed.code, changed.message)
  return { body: changed.value }
}

/** Prices are in 1/10,000 dollar a share and money in cents, as the venue keeps them. */
const showTruth: Lever = (door, given) => {
  const { account } = read(TRUTH, given)
  return { body: settled(controlOf(door).truth(account, door.room.market)) }
}

const showLog: Lever = ({ room }) => {
  const events = room.venue.events()
  return { body: { events: events.length, hash: hashText(events.reduce(foldEvent, NO_EVENTS)) } }
}

/** Everything that the door can do, by method and path below `/_exchange/`. */
export const LEVERS: readonly (readonly [string, string, Lever])[] = [
  ['GET', 'clock', showClock],
  ['POST', 'clock/step', (door, given) => goTo(door, door.room.market.now + read(STEP, given).ms)],
  ['POST', 'clock/jump', (door, given) => goTo(door, read(JUMP, given).to)],
  [
    'POST',
    'clock/speed',
    (door, given) => {
      clockOf(door).runAt(read(SPEED, given).speed)
      return showClock(door, undefined)
    },
  ],
  ['GET', 'faults', ({ faults }) => ({ body: { plan: faults.plan } })],
  ['PUT', 'faults', setPlan],
  ['POST', 'faults/swarm', drawPlan],
  ['DELETE', 'faults', clearPlan],
  ['POST', 'venue', act],
  ['PUT', 'terms', setTerms],
  ['GET', 'truth', showTruth],
  ['GET', 'event-log', showLog],
]
