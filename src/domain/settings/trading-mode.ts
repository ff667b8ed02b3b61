/**
 * What orders are real: `DRY_RUN` sends none, `PAPER` goes to the built-in exchange or a broker's sandbox, `LIVE`
 * trades money.
 */
export const TRADING_MODES = ['DRY_RUN', 'PAPER', 'LIVE'] as const

/** One of the modes. */
export type TradingMode = (typeof TRADING_MODES)[number]
