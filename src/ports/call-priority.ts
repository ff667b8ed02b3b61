/**
 * Who goes first when the broker's request budget is short: exits always get through. `resolution` looks for
 * orders of unknown outcome, `sync` mirrors the account, `scan` reads chains for proposals and screens.
 */
export const CALL_PRIORITIES = ['exit', 'cancel', 'resolution', 'entry', 'sync', 'scan'] as const

/** One of the priorities, the most urgent first. */
export type CallPriority = (typeof CALL_PRIORITIES)[number]
