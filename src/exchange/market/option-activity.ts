import type { OptionSlice } from './option-slice.ts'
import { hashOf, hashUniform } from './random-stream.ts'
import type { ExpirationView } from './underlying-state.ts'

/** Contracts outstanding and traded on a day, a row a contract. */
export interface SliceActivity {
  readonly openInterest: Int32Array
  /** What the whole session will see. */
  readonly volume: Int32Array
}

const BUSIEST = 16_000

/**
 * Invents open interest and volume: most near the money and at round strikes, more of standard expirations and of
 * liquid underlyings, far more volume on the last day. Draws of contract and day; the same all day.
 *
 * @param view the expiration as seen at the close before
 * @param index the place of the session
 */
export function sliceActivity(
  slice: OptionSlice,
  view: ExpirationView,
  seed: number,
  index: number,
  illiquidity: number,
): SliceActivity {
  const rows = slice.symbols.length
  const { strike, isCall } = slice.columns
  const scale = BUSIEST / illiquidity ** 2
  const byType = slice.listing.type === 'standard' ? 1 : 0.25
  const turnover = 0.15 + 1.6 * Math.exp(-view.years * 60)
  const rootTheta = Math.max(0.01, Math.sqrt(view.theta))
  const openInterest = new Int32Array(rows)
  const volume = new Int32Array(rows)
  const today = hashOf(seed, index)
  for (let row = 0; row < rows; row++) {
    const k = strike[row]!
    const z = Math.log(k / view.forward) / rootTheta
    // Calls are wanted above the money, puts below, and puts farther out.
    const away = isCall[row] === 1 ? z - 0.6 : z + 0.8
    const near = Math.exp(-0.5 * (away / 1.1) ** 2) + 0.02 * Math.exp(-Math.abs(z) / 2)
    const round = k % 100 === 0 ? 3 : k % 50 === 0 ? 2.2 : k % 25 === 0 ? 1.6 : k % 5 === 0 ? 1.2 : 0.7
    const salt = slice.salts[row]!
    const crowd = scale * near * round * byType
    openInterest[row] = Math.floor(
      crowd * (0.3 + 1.4 * hashUniform(salt, 2)) * (0.95 + 0.1 * hashUniform(salt, today)),
    )
    const luck = hashUniform(salt, today ^ 0x5bd1e995)
    volume[row] = Math.floor(crowd * turnover * 2 * luck * luck)
  }
  return { openInterest, volume }
}
