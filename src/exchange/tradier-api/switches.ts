/**
 * Where Tradier's behaviour is not known, one switch each. The default is what the evidence favours, as the
 * comment says; a client that is right for both settings is right for Tradier.
 */
export interface FaceSwitches {
  /** How old the quotes of the sandbox are. Documented as 15 minutes; 0 for a test that wants the present. */
  readonly sandboxDelayMs: number
  /** Whether the sandbox gives greeks: the documentation says no, users report some. */
  readonly sandboxGreeks: boolean
  /** What the sandbox says to `history`, which it does not have: an empty history, or status 404. */
  readonly sandboxHistory: 'empty' | 'not_found'
  /** Gain/loss and history are "updated nightly": rows of today are not there yet. */
  readonly nightlyReports: boolean
  /** A reject's `remaining_quantity` of single orders: mostly 0, one recording had the quantity. */
  readonly remainingAfterReject: 'zero' | 'quantity'
  /** `page`, `total_pages`, `total_orders` in the orders list: in the schema, in no recording. */
  readonly orderTotals: boolean
  /** Rows of an orders list without paging parameters; recorded up to 1,500, documented 25. */
  readonly ordersWithoutPaging: number
  /** Whether legs repeat the tag of their order; seen missing on OTOCO. */
  readonly tagOnLegs: boolean
  /** A risk refusal without words of its own: its code behind the back office's sentence (recorded), or alone. */
  readonly riskErrors: 'pair' | 'code'
  /** A refused preview: the errors object of today, or the order object of 2013 with status 400. */
  readonly previewRefusal: 'errors' | 'order'
  /** `options/lookup`: the roots that clients read, or the rows of the new reference. */
  readonly lookupShape: 'symbols' | 'options'
  /** Whether single rows of chains, strikes and expirations stay arrays. Unknown; XML-born JSON says no. */
  readonly keepReferenceArrays: boolean
  /** `bidsize` of shares in hundreds (older samples) or as shares (newest). */
  readonly shareSizes: 'hundreds' | 'shares'
  /** Spelling of `trade_type` in the history; the .NET client's tests have capitals. */
  readonly tradeTypeCase: 'capital' | 'lower'
  /** When the pre-market begins in clock and calendar; measured 07:00, newer documents 04:00. */
  readonly premarketStart: '04:00' | '07:00'
  /** Whether account events carry the `tag`; some samples do. */
  readonly eventExtras: boolean
  /**
   * Whether each leg of a net order has account events of its own, with `parent_id`. Some samples carry a `parent_id`, so
   * there are such events; a client that looks for its own order ids overlooks them.
   */
  readonly eventLegs: boolean
  /** Constant of the application behind a token, in the answers to orders. */
  readonly partnerId: string
}

/** The switches as the evidence favours them. */
export const DEFAULT_SWITCHES: FaceSwitches = {
  sandboxDelayMs: 900_000,
  sandboxGreeks: true,
  sandboxHistory: 'empty',
  nightlyReports: true,
  remainingAfterReject: 'zero',
  orderTotals: false,
  ordersWithoutPaging: 1_500,
  tagOnLegs: false,
  riskErrors: 'pair',
  previewRefusal: 'errors',
  lookupShape: 'symbols',
  keepReferenceArrays: false,
  shareSizes: 'hundreds',
  tradeTypeCase: 'capital',
  premarketStart: '07:00',
  eventExtras: false,
  eventLegs: true,
  partnerId: 'c4998eb7-06e8-4820-a7ab-55d9760065fb',
}
