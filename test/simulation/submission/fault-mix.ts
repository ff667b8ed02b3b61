import type { Fault } from '../../../src/exchange/tradier-api/fault.ts'
import { nextRandom, seededRandom } from '../../../src/exchange/venue/seeded-random.ts'

/** What befalls one order on its way. `late` and `crash` happen on the wire, the rest at the exchange. */
export type Fate =
  | Fault
  | { readonly kind: 'accepted_late'; readonly ms: number }
  | { readonly kind: 'crash' }

interface Share {
  readonly chance: number
  readonly fate: (luck: number) => Fate
}

/** Chances of what goes wrong, by name. */
export interface FaultMix {
  readonly name: string
  /** Of each order that is placed. */
  readonly placing: readonly Share[]
  /** Of each reading of the order list. */
  readonly listing: readonly Share[]
  /** Of each cancel. */
  readonly cancelling: readonly Share[]
}

const always = (fate: Fate) => (): Fate => fate

/** Nothing, or one of the shares. */
function drawn(shares: readonly Share[], random: ReturnType<typeof seededRandom>): Fate | null {
  let luck = nextRandom(random)
  for (const { chance, fate } of shares) {
    if (luck < chance) return fate(nextRandom(random))
    luck -= chance
  }
  return null
}

const UNAVAILABLE: Fault = { kind: 'status', status: 503, after: false }

/**
 * The usual bad day: per order 2 % refused connections, 2 % lost replies, 1 % 500 after acceptance, 1 % 502 before,
 * 1 % unparsable 200, 1 % accepted up to 60 s late, 1 % crash after the send, 1 % rejected after its 200; 10 % of the
 * orders invisible for up to 10 s; 3 % of list readings 503.
 */
const PLACING: readonly Share[] = [
  { chance: 0.02, fate: always({ kind: 'refused' }) },
  { chance: 0.02, fate: always({ kind: 'timeout', after: true }) },
  { chance: 0.01, fate: always({ kind: 'status', status: 500, after: true }) },
  { chance: 0.01, fate: always({ kind: 'status', status: 502, after: false }) },
  { chance: 0.005, fate: always({ kind: 'html' }) },
  { chance: 0.005, fate: always({ kind: 'truncated' }) },
  { chance: 0.01, fate: (luck) => ({ kind: 'accepted_late', ms: Math.ceil(luck * 60_000) }) },
  { chance: 0.01, fate: always({ kind: 'crash' }) },
  { chance: 0.01, fate: always({ kind: 'venue', action: { kind: 'reject_next', reason: 'InitialMargin' } }) },
  { chance: 0.1, fate: (luck) => ({ kind: 'hidden', ms: Math.ceil(luck * 10_000) }) },
]

const USUAL: FaultMix = {
  name: 'usual',
  placing: PLACING,
  listing: [{ chance: 0.03, fate: always(UNAVAILABLE) }],
  cancelling: [],
}

/** Every mix; a run takes them in turn, the usual one most often. */
export const FAULT_MIXES: readonly FaultMix[] = [
  USUAL,
  {
    ...USUAL,
    name: 'token',
    placing: [{ chance: 0.05, fate: always({ kind: 'unauthorized' }) }, ...PLACING],
    listing: [{ chance: 0.1, fate: always({ kind: 'unauthorized' }) }],
  },
  {
    ...USUAL,
    name: 'quota',
    placing: [{ chance: 0.05, fate: always({ kind: 'quota' }) }, ...PLACING],
    listing: [{ chance: 0.05, fate: always({ kind: 'quota' }) }],
  },
  {
    ...USUAL,
    name: 'hidden tags',
    listing: [
      { chance: 0.3, fate: always({ kind: 'tag_missing' }) },
      { chance: 0.03, fate: always(UNAVAILABLE) },
    ],
  },
  {
    ...USUAL,
    name: 'old news',
    listing: [
      { chance: 0.15, fate: always({ kind: 'stale' }) },
      { chance: 0.03, fate: always(UNAVAILABLE) },
    ],
  },
  {
    ...USUAL,
    name: 'cancels',
    placing: [
      { chance: 0.05, fate: always({ kind: 'venue', action: { kind: 'partial_then_cancel', units: 1 } }) },
      ...PLACING,
    ],
    cancelling: [
      { chance: 0.1, fate: always({ kind: 'timeout', after: true }) },
      { chance: 0.1, fate: always({ kind: 'timeout', after: false }) },
      { chance: 0.1, fate: always({ kind: 'refused' }) },
      { chance: 0.1, fate: always({ kind: 'cancel_lost' }) },
      { chance: 0.1, fate: always({ kind: 'venue', action: { kind: 'fill_on_cancel' } }) },
    ],
  },
  {
    ...USUAL,
    name: 'very late',
    placing: [
      { chance: 0.1, fate: (luck) => ({ kind: 'accepted_late', ms: Math.ceil(luck * 300_000) }) },
      ...PLACING,
    ],
  },
]

/** The mix of a world: of ten worlds four have the usual one. */
export function mixOf(world: number): FaultMix {
  return FAULT_MIXES[Math.max(0, (world % 10) - 3)]!
}

/** Draws the fates of one world, from its number alone. */
export class Fates {
  private readonly mix: FaultMix
  private readonly reads: ReturnType<typeof seededRandom>
  private readonly cancels: ReturnType<typeof seededRandom>
  private readonly world: number
  private readonly placed = new Map<string, Fate | null>()
  /** Nothing goes wrong any more. */
  isOver = false

  constructor(world: number, mix: FaultMix) {
    this.world = world
    this.mix = mix
    this.reads = seededRandom(world * 2 + 1)
    this.cancels = seededRandom(world * 2 + 500_000_001)
  }

  /** The fate of an order by its tag: its own draw, whatever else happens at the same time. */
  ofOrder(tag: string): Fate | null {
    if (this.isOver) return null
    const known = this.placed.get(tag)
    if (known !== undefined) return known
    let seed = this.world + 977
    for (let i = 0; i < tag.length; i += 1) seed = (Math.imul(seed, 31) + tag.charCodeAt(i)) | 0
    const random = seededRandom(seed)
    nextRandom(random)
    const fate = drawn(this.mix.placing, random)
    this.placed.set(tag, fate)
    return fate
  }

  ofListing(): Fate | null {
    return this.isOver ? null : drawn(this.mix.listing, this.reads)
  }

  ofCancel(): Fate | null {
    return this.isOver ? null : drawn(this.mix.cancelling, this.cancels)
  }
}
