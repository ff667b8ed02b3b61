import { ownVolatilityHistory, type OwnVolatilityDeps } from '../../cycles/own-volatility-history.ts'
import { vendorOrOwnVolatility } from '../../cycles/vendor-or-own-volatility.ts'
import type { Log } from '../../ports/log.ts'
import type { VolatilityHistory } from '../../ports/volatility-history.ts'

/**
 * Where IV rank comes from: a vendor with our own history behind it, or ours alone. Each standing names its source.
 *
 * @param vendor null without one
 */
export function openVolatility(
  vendor: VolatilityHistory | null,
  own: OwnVolatilityDeps,
  log: Log,
): VolatilityHistory {
  const ours = ownVolatilityHistory(own)
  return vendor === null ? ours : vendorOrOwnVolatility(vendor, ours, log)
}
