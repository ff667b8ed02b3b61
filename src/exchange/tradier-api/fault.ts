import { z } from 'zod'
import { VENUE_ACTION } from './venue-action.ts'

const ms = z.number().int().min(0).max(3_600_000)
const after = z.boolean()

/** What goes wrong with one request, at the broker or on the way. Numbers as in the fault catalogue, 4.1 and 4.2. */
export const FAULT = z.discriminatedUnion('kind', [
  /** The connection is refused: proven unsent (N1). */
  z.object({ kind: z.literal('refused') }),
  /** No answer comes; `after`: the request was carried out (N2, N3). */
  z.object({ kind: z.literal('timeout'), after }),
  /** A server error; `after`: the request was carried out (N4). */
  z.object({ kind: z.literal('status'), status: z.number().int().min(500).max(599), after }),
  /** 429 in a window that is not full (N5). */
  z.object({ kind: z.literal('quota') }),
  /** A plain text of the backend that proves nothing, such as a timeout of its own at 400 (N6). */
  z.object({ kind: z.literal('text'), status: z.number().int().min(400).max(499), text: z.string(), after }),
  /** A 401 on a valid token (N7). */
  z.object({ kind: z.literal('unauthorized') }),
  /** Carried out, but the answer ends in the middle, is no UTF-8 (N8), or is a web page (N9). */
  z.object({ kind: z.literal('truncated') }),
  z.object({ kind: z.literal('garbled') }),
  z.object({ kind: z.literal('html') }),
  /** The request reaches the broker late (N11), or at once but its answer comes late, behind newer ones (N12). */
  z.object({ kind: z.literal('slow'), ms }),
  z.object({ kind: z.literal('late'), ms }),
  /** The answer of the previous equal read comes again (N12, B21). */
  z.object({ kind: z.literal('stale') }),
  /** The request reaches the broker twice. */
  z.object({ kind: z.literal('duplicated') }),
  /** A row is missed between two pages (N13). */
  z.object({ kind: z.literal('page_shift') }),
  /** The order that this request makes is not shown for a while (N14). */
  z.object({ kind: z.literal('hidden'), ms }),
  /** Sent elsewhere, which is here again: a client that follows sends twice (N15). Not carried out. */
  z.object({ kind: z.literal('redirect'), status: z.literal([307, 308]) }),
  /** A read of an account is answered with another account's data (N17). */
  z.object({ kind: z.literal('foreign') }),
  /** A cancel is acknowledged and lost: a fill may come between (B4). */
  z.object({ kind: z.literal('cancel_lost') }),
  /** `avg_fill_price` is not there yet (B10); `legs`: nor are those of the legs. */
  z.object({ kind: z.literal('no_average_price'), legs: z.boolean().optional() }),
  /** Positions or orders are empty for once (B20). */
  z.object({ kind: z.literal('empty_list') }),
  /** Positions that were opened or grew within this time are not listed yet: the mirror lags behind the fills. */
  z.object({ kind: z.literal('positions_lag'), ms }),
  /** Tags are left out (B25). */
  z.object({ kind: z.literal('tag_missing') }),
  /** Quotes are nonsense (M1, M2). */
  z.object({ kind: z.literal('quotes'), how: z.enum(['null', 'zero', 'nan', 'crossed', 'stale']) }),
  /** Something happens at the venue just before the request is carried out (B1, B3, B4, B13, B15 to B17, B19). */
  z.object({ kind: z.literal('venue'), action: VENUE_ACTION }),
])

export type Fault = z.infer<typeof FAULT>

/** A request as a fault plan sees it. */
export interface PlannedRequest {
  readonly method: string
  /** Path below `/v1`. */
  readonly path: string
  /** The market's time. */
  readonly now: number
  /** How many requests came before it. */
  readonly count: number
  /** The tag of an order that it places; null for everything else. */
  readonly tag: string | null
}

/** Decides, once for each request, what goes wrong with it. */
export interface FaultSource {
  faultOf(request: PlannedRequest): Fault | null
}
