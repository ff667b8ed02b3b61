import type { Fault } from '../../../src/exchange/tradier-api/fault.ts'
import { FAULT_MIXES, type FaultMix } from '../submission/fault-mix.ts'

const always = (fate: Fault) => (): Fault => fate

const [USUAL] = FAULT_MIXES as readonly [FaultMix]

/** Cancels that are lost, late, or lose to a fill. */
const CANCELLING: FaultMix['cancelling'] = [
  { chance: 0.1, fate: always({ kind: 'timeout', after: true }) },
  { chance: 0.1, fate: always({ kind: 'timeout', after: false }) },
  { chance: 0.05, fate: always({ kind: 'refused' }) },
  { chance: 0.1, fate: always({ kind: 'cancel_lost' }) },
  { chance: 0.1, fate: always({ kind: 'venue', action: { kind: 'fill_on_cancel' } }) },
]

/** What goes wrong in the worlds of brackets. */
export const BRACKET_MIXES: readonly FaultMix[] = [
  { name: 'calm', placing: [], listing: [], cancelling: [] },
  { ...USUAL, name: 'usual', cancelling: CANCELLING },
  {
    ...USUAL,
    name: 'refusals',
    placing: [
      {
        chance: 0.3,
        fate: always({ kind: 'venue', action: { kind: 'reject_next', reason: 'OmsUnavailable' } }),
      },
      { chance: 0.1, fate: always({ kind: 'refused' }) },
      { chance: 0.1, fate: always({ kind: 'timeout', after: true }) },
    ],
    cancelling: CANCELLING,
  },
  {
    ...USUAL,
    name: 'late',
    placing: [
      { chance: 0.15, fate: (luck) => ({ kind: 'accepted_late', ms: Math.ceil(luck * 240_000) }) },
      { chance: 0.15, fate: always({ kind: 'timeout', after: true }) },
      { chance: 0.05, fate: always({ kind: 'crash' } as never) },
    ],
    cancelling: CANCELLING,
  },
  {
    ...USUAL,
    name: 'old news',
    listing: [
      { chance: 0.15, fate: always({ kind: 'stale' }) },
      { chance: 0.05, fate: always({ kind: 'status', status: 503, after: false }) },
    ],
    cancelling: CANCELLING,
  },
]

/** The mix of a world, in turn. */
export function bracketMixOf(world: number): FaultMix {
  return BRACKET_MIXES[world % BRACKET_MIXES.length]!
}
