/**
 * How the volatility of a day was found: between the expirations on either side of the maturity, or as that of a single
 * one near it.
 */
export type VolatilityQuality = 'interpolated' | 'single_expiration'
