import { nextRandom, type SeededRandom, seededRandom } from '../venue/seeded-random.ts'
import type { Fault } from './fault.ts'
import type { FaultPlan, FaultRule } from './fault-plan.ts'

/** Of each kind of fault a quarter is in a plan, with a chance of at most this. */
const SHARE = 0.25
const MOST_CHANCE = 0.3
/** What happens to a whole account is rare even where it happens. */
const MOST_ACCOUNT_CHANCE = 0.005

type Kind = readonly [Fault, Pick<FaultRule, 'methods' | 'path'>]

const ORDERS = '/orders'
const READS = { methods: ['GET'] }
const WRITES = { methods: ['POST', 'PUT', 'DELETE'], path: ORDERS }
const PLACING = { methods: ['POST'], path: ORDERS }
const CANCELS = { methods: ['DELETE'], path: ORDERS }
const ORDER_READS = { methods: ['GET'], path: ORDERS }

const REQUEST_KINDS: readonly Kind[] = [
  [{ kind: 'refused' }, {}],
  [{ kind: 'timeout', after: false }, {}],
  [{ kind: 'timeout', after: true }, WRITES],
  ...[500, 502, 503, 504].flatMap((status): Kind[] => [
    [{ kind: 'status', status, after: false }, {}],
    [{ kind: 'status', status, after: true }, WRITES],
  ]),
  [{ kind: 'quota' }, {}],
  [{ kind: 'text', status: 400, text: 'Unexpected server error', after: true }, WRITES],
  [{ kind: 'unauthorized' }, {}],
  [{ kind: 'truncated' }, {}],
  [{ kind: 'garbled' }, {}],
  [{ kind: 'html' }, {}],
  [{ kind: 'slow', ms: 20_000 }, {}],
  [{ kind: 'late', ms: 20_000 }, {}],
  [{ kind: 'stale' }, READS],
  [{ kind: 'duplicated' }, PLACING],
  [{ kind: 'page_shift' }, ORDER_READS],
  [{ kind: 'hidden', ms: 30_000 }, PLACING],
  [{ kind: 'redirect', status: 307 }, WRITES],
  [{ kind: 'foreign' }, { ...READS, path: '/accounts/' }],
  [{ kind: 'cancel_lost' }, CANCELS],
  [{ kind: 'no_average_price' }, ORDER_READS],
  [{ kind: 'empty_list' }, { ...READS, path: '/accounts/' }],
  [
    { kind: 'positions_lag', ms: 30_000 },
    { ...READS, path: '/positions' },
  ],
  [{ kind: 'tag_missing' }, ORDER_READS],
  ...(['null', 'zero', 'nan', 'crossed', 'stale'] as const).map(
    (how): Kind => [{ kind: 'quotes', how }, { path: '/markets/' }],
  ),
  [{ kind: 'venue', action: { kind: 'reject_next', reason: 'InitialMargin' } }, PLACING],
  [{ kind: 'venue', action: { kind: 'partial_then_cancel', units: 1 } }, PLACING],
  [{ kind: 'venue', action: { kind: 'fill_on_cancel' } }, CANCELS],
]

const ACCOUNT_KINDS: readonly Kind[] = [
  [{ kind: 'venue', action: { kind: 'hand_close' } }, ORDER_READS],
  [{ kind: 'venue', action: { kind: 'assign' } }, ORDER_READS],
  [{ kind: 'venue', action: { kind: 'wipe' } }, ORDER_READS],
  [{ kind: 'venue', action: { kind: 'reset_order_ids', next: 1_000 } }, PLACING],
]

function drawn(random: SeededRandom, kinds: readonly Kind[], most: number): FaultRule[] {
  const rules: FaultRule[] = []
  for (const [fault, about] of kinds) {
    const isIn = nextRandom(random) < SHARE
    const chance = Math.round(nextRandom(random) * most * 10_000) / 10_000
    if (isIn) rules.push({ fault, chance, ...about })
  }
  return rules
}

/**
 * A plan drawn from a seed: some kinds of faults, each with a chance of its own, so that every plan is another bad day.
 * It holds from one market time to another, for a run that must heal afterwards.
 */
export function swarmFaultPlan(seed: number, from?: number, until?: number): FaultPlan {
  const random = seededRandom(seed)
  const span = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
  const rules = [
    ...drawn(random, REQUEST_KINDS, MOST_CHANCE),
    ...drawn(random, ACCOUNT_KINDS, MOST_ACCOUNT_CHANCE),
  ].map((rule) => ({ ...rule, ...span }))
  return { seed, rules }
}
