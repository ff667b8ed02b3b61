/**
 * What is known of Tradier's API, by the section of the fact sheet, and what proves it here: numbers of conformance cases,
 * names of switches where the facts are not sure, or `none` with the reason.
 */
export type Fact = readonly [
  section: string,
  fact: string,
  proof: {
    readonly cases?: readonly number[]
    readonly switches?: readonly string[]
    readonly none?: string
  },
]

/** Transport: hosts, headers, limits, errors. */
const TRANSPORT: readonly Fact[] = [
  [
    '1.1',
    'paths below /v1 of any host; stream addresses; suffixed order paths are not served',
    { cases: [192, 193, 229] },
  ],
  ['1.1', 'fundamentals (beta)', { none: 'no field of them is known' }],
  ['1.2', 'a bearer token is required everywhere', { cases: [4, 5, 6, 192] }],
  ['1.2', 'JSON when asked for, XML otherwise', { cases: [1, 2, 3, 49, 138, 197, 198] }],
  ['1.2', 'forms in bodies, parameters in the query too, the body wins', { cases: [15, 16, 194, 195] }],
  ['1.2', 'unknown and empty parameters, booleans in any case', { cases: [15, 41] }],
  ['1.2', 'a token belongs to one environment', { cases: [7, 226] }],
  ['1.2', 'OAuth of partners', { none: 'persons use tokens that do not expire' }],
  ['1.3', 'windows of a minute by token and class, headers in milliseconds', { cases: [9, 10, 11, 12, 199] }],
  ['1.3', 'over quota: 429 with a text whose last word is the end of the window', { cases: [10, 156] }],
  [
    '1.4 a',
    'plain texts',
    { cases: [8, 48, 72, 73, 74, 76, 77, 78, 79, 80, 81, 82, 87, 95, 96, 97, 130, 141, 152, 214] },
  ],
  ['1.4 b', 'gateway faults', { cases: [5, 6, 157, 226] }],
  ['1.4 b', 'protocol.http.TooBigBody', { none: 'nobody has seen at what size' }],
  ['1.4 c', 'an errors object at 200, one or several', { cases: [83, 84, 85, 92], switches: ['riskErrors'] }],
  ['1.4 d', 'previews refused in the form of 2013', { switches: ['previewRefusal'] }],
  ['1.4 e', 'web pages and nothing, at 200 and above 500', { cases: [152, 153, 154, 155, 158, 159] }],
  ['1.4', 'bodies beyond any request', { cases: [196] }],
  [
    '1.4.1',
    'codes and words of refusals; a rejected row stays, of unknown symbols none',
    {
      cases: [83, 84, 85, 86, 88, 200, 209, 210, 211, 212, 213, 214, 216],
      switches: ['remainingAfterReject'],
    },
  ],
]

/** Accounts. */
const ACCOUNTS: readonly Fact[] = [
  ['2.1', 'the profile: one account an object, several an array', { cases: [20, 21] }],
  ['2.2', 'balances by type of account, zero as 0', { cases: [22, 23, 24, 38] }],
  ['2.2', 'account_type pdt', { none: 'the venue has cash and margin accounts' }],
  ['2.2', 'historical balances of each period', { cases: [32, 225] }],
  ['2.3', 'positions: null, object, array by symbol, shorts negative', { cases: [25, 26, 27] }],
  ['2.3', 'position groups', { cases: [28] }],
  [
    '2.4',
    'history: live only, nightly, an object named like its type',
    {
      cases: [30, 31, 220],
      switches: ['sandboxHistory', 'nightlyReports', 'tradeTypeCase'],
    },
  ],
  ['2.5', 'gain and loss: nightly, sorted, paged', { cases: [29, 221], switches: ['nightlyReports'] }],
  [
    '2.6',
    'orders: of today and working, tags, status, pages, days',
    {
      cases: [14, 40, 41, 43, 44, 45, 46, 222, 223, 240],
      switches: ['orderTotals', 'ordersWithoutPaging', 'tagOnLegs'],
    },
  ],
  ['2.6', 'deprecated siblings below /user', { cases: [33, 34, 35, 36, 37, 224] }],
  ['2.7', 'a single order; an unknown one is 401', { cases: [47, 48] }],
]

/** Trading. */
const TRADING: readonly Fact[] = [
  ['3.1', 'every class of order', { cases: [50, 54, 56, 60, 61, 62, 207] }],
  ['3.1', 'indexed parameters, at most four legs', { cases: [71, 89] }],
  [
    '3.1',
    'groups: first not at the market, types, symbols, durations, distance',
    { cases: [88, 209], switches: ['marketOrderMayTrigger'] },
  ],
  ['3.1', 'stops on the right side, sides against positions and working orders', { cases: [86, 210, 211] }],
  ['3.1', 'durations, sessions, short sales, sizes, prices', { cases: [72, 82, 85, 87, 212, 213, 214] }],
  ['3.2', 'tags: characters, length, duplicates', { cases: [42, 73, 74, 75], switches: ['tagOnLegs'] }],
  ['3.3', 'the answer to an order', { cases: [70], switches: ['partnerId'] }],
  ['3.4', 'previews make no order', { cases: [91, 92, 215], switches: ['previewRefusal'] }],
  [
    '3.5',
    'changes keep the id; groups, finished and extended orders cannot be changed',
    { cases: [93, 95, 98, 214] },
  ],
  ['3.6', 'cancels: acknowledged, finished, unknown, lost to a fill', { cases: [94, 95, 96, 97, 164, 233] }],
  ['3.7', 'keys and their order, floats, dates', { cases: [50, 51, 52, 53, 54, 56, 60, 206] }],
  [
    '3.7.1',
    'statuses and when they come',
    { cases: [59, 63, 200, 201, 202, 230, 231, 232], switches: ['dayOrdersEnd'] },
  ],
  [
    '3.7.1',
    'error, pending_cancel, submitted, calculated',
    { none: 'in lists only, never recorded; they break a client' },
  ],
  [
    '3.7.2',
    'numbers of net orders: sums, units, signs, names',
    { cases: [56, 57, 58, 203, 204, 205], switches: ['partialFills'] },
  ],
  ['3.7.3', 'single orders', { cases: [50, 53, 54, 55, 206] }],
  ['3.7.4', 'groups and combos', { cases: [60, 61, 62, 207, 208] }],
  ['3.8', 'no idempotency: two requests are two orders; a lost answer has landed', { cases: [99, 151, 161] }],
]

/** Market data and streams. */
const MARKETS: readonly Fact[] = [
  [
    '4.1',
    'quotes: one, several, unknown, by POST, greeks, lot sizes, types',
    {
      cases: [110, 111, 112, 113, 114, 115, 116, 118, 119, 194, 227],
      switches: ['sandboxGreeks', 'shareSizes'],
    },
  ],
  [
    '4.2',
    'chains, strikes, expirations with every flag, lookup',
    {
      cases: [120, 121, 122, 123, 124, 125, 126],
      switches: ['lookupShape', 'keepReferenceArrays'],
    },
  ],
  ['4.3', 'history and time and sales', { cases: [127, 128, 129, 130, 228] }],
  [
    '4.4',
    'clock, calendar, search, lookup, easy to borrow',
    {
      cases: [131, 132, 133, 134, 135, 136, 137],
      switches: ['premarketStart'],
    },
  ],
  [
    '4.5',
    'the market stream: sessions, frames, filters, changes, HTTP and WebSocket',
    {
      cases: [139, 177, 178, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 229],
    },
  ],
  [
    '4.6',
    'account events and heartbeats',
    {
      cases: [140, 170, 171, 172, 173, 174, 175, 176, 179],
      switches: ['eventExtras', 'eventLegs'],
    },
  ],
]

/** The quirk list; faults are those that the exchange can be made to play. */
const QUIRKS: readonly Fact[] = [
  ['5.1', 'null as a string and as null', { cases: [25, 30, 40, 121, 122, 123, 127, 135, 228] }],
  [
    '5.2',
    'one element is an object',
    { cases: [14, 20, 26, 110, 127, 135], switches: ['keepReferenceArrays'] },
  ],
  ['5.3', '200 then failure', { cases: [83, 84, 230, 231] }],
  ['5.4', 'the race of a cancel', { cases: [96, 164, 233] }],
  ['5.5', 'the list rolls at midnight in New York', { cases: [45] }],
  ['5.6', 'signs and sums of net orders', { cases: [56, 57, 58] }],
  ['5.7', 'negative cost bases', { cases: [27] }],
  ['5.8', 'floats and whole ids', { cases: [51, 227] }],
  [
    '5.9',
    'the sandbox is delayed, without stream and history',
    {
      cases: [30, 117, 129, 139, 185],
      switches: ['sandboxDelayMs', 'sandboxGreeks', 'sandboxHistory'],
    },
  ],
  ['5.10', 'fills at the natural price', { cases: [55, 57, 206] }],
  ['5.11', 'outages', { cases: [141, 150, 151, 152, 153, 154, 155, 159, 166] }],
  ['5.12', 'wipes', { cases: [237, 238] }],
  ['5.13', 'pending until the open; SPXW ends canceled', { cases: [59, 201, 205] }],
  ['5.14', 'lower case', { cases: [90, 182, 194] }],
  ['5.15', 'a web page at 200', { cases: [159] }],
  ['5.16', 'a transient 401', { cases: [157] }],
  ['5.17', 'filled without an average; an order not yet shown', { cases: [163, 165] }],
  [
    '5.18',
    'cancels in the first minute after the open',
    { none: 'one report; partial_then_cancel and reject_next play it' },
  ],
  ['5.19', 'an exit before its entry', { cases: [86, 211] }],
  ['5.20', 'long decimals', { none: 'amounts are whole cents here and print shortest' }],
  ['5.21', 'null and stale greeks, empty sides', { cases: [118, 121, 168] }],
  ['5.22', 'duplicate tags, and tags only when asked for', { cases: [41, 42, 167] }],
  [
    'faults',
    'network and broker faults of the catalogue',
    {
      cases: [
        142, 143, 144, 145, 146, 158, 160, 161, 162, 163, 165, 166, 167, 168, 232, 234, 235, 236, 237, 238,
        239,
      ],
    },
  ],
  ['HTTP', 'HEAD, OPTIONS, methods, slashes, foreign accounts', { cases: [13, 17, 190, 191, 192, 193] }],
]

/** Every fact, by section. */
export const FACT_LIST: readonly Fact[] = [...TRANSPORT, ...ACCOUNTS, ...TRADING, ...MARKETS, ...QUIRKS]
