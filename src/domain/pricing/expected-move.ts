const SQRT_HALF_PI = 1.2533141373155003

/**
 * One standard deviation of the move until then, forward · volatility · √years, in dollars per share:
 * about two of three endings lie within it.
 *
 * @example
 * expectedMoveFromVolatility(100, 0.25, 0.2) // => ≈ 10
 */
export function expectedMoveFromVolatility(forward: number, years: number, volatility: number): number {
  return forward * volatility * Math.sqrt(years)
}

/**
 * One standard deviation of the move until expiration, in dollars per share, from the price of the straddle
 * at the money. The undiscounted straddle is the mean absolute move, √(2 / π) of the deviation
 * (Brenner and Subrahmanyam 1988), so it is scaled up by 1.2533.
 *
 * @param call price of the call at the money, dollars per share
 * @param put price of the put of the same strike
 * @param discount discount factor to the expiration
 * @example
 * expectedMoveFromStraddle(4, 4, 1) // => ≈ 10.0265
 */
export function expectedMoveFromStraddle(call: number, put: number, discount: number): number {
  return (SQRT_HALF_PI * (call + put)) / discount
}
