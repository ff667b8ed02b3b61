/** What goes wrong with one request, at the broker or on the way. Names as in the fault catalogue, 4.1 and 4.2. */
export type Fault =
  /** The connection is refused: proven unsent (N1). */
  | { readonly kind: 'refused' }
  /** No answer comes; `after`: the request was carried out (N2, N3). */
  | { readonly kind: 'timeout'; readonly after: boolean }
  /** A server error; `after`: the request was carried out (N4). */
  | { readonly kind: 'status'; readonly status: number; readonly after: boolean }
  /** 429 in a window that is not full (N5). */
  | { readonly kind: 'quota' }
  /** A 401 on a valid token (N7). */
  | { readonly kind: 'unauthorized' }
  /** Carried out, but the answer ends in the middle (N8), is a web page (N9), or comes late (N11). */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'html' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The answer of the previous equal read comes again (N12). */
  | { readonly kind: 'stale' }
  /** The request reaches the broker twice. */
  | { readonly kind: 'duplicated' }
  /** A row is missed between two pages (N13). */
  | { readonly kind: 'page_shift' }
  /** The order that this request makes is not shown for a while (N14). */
  | { readonly kind: 'hidden'; readonly ms: number }
  /** A cancel is acknowledged and lost: a fill may come between (B4). */
  | { readonly kind: 'cancel_lost' }
  /** `avg_fill_price` is not there yet (B10). */
  | { readonly kind: 'no_average_price' }
  /** Positions or orders are empty for once (B20). */
  | { readonly kind: 'empty_list' }
  /** Tags are left out (B25). */
  | { readonly kind: 'tag_missing' }
  /** Quotes are nonsense. */
  | { readonly kind: 'quotes'; readonly how: 'null' | 'zero' | 'nan' | 'crossed' | 'stale' }

/** A request as a fault plan sees it. */
export interface PlannedRequest {
  readonly method: string
  /** Path below `/v1`. */
  readonly path: string
  /** The market's time. */
  readonly now: number
  /** How many requests came before it. */
  readonly count: number
}

/** Decides, once for each request, what goes wrong with it. */
export interface FaultPlan {
  faultOf(request: PlannedRequest): Fault | null
}
