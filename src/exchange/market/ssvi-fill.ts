import type { SmileFill } from './slice-book.ts'
import { type SsviShape, ssviWing } from './ssvi.ts'

/** Volatilities of strikes on an SSVI surface; calls and puts of a strike stand side by side and share theirs. */
export function ssviFill(shape: SsviShape): SmileFill {
  const { rho } = shape
  const rest = 1 - rho * rho
  return ({ theta, forward, years }, strike, out) => {
    const wing = ssviWing(shape, theta)
    const half = (0.5 * theta) / years
    for (let row = 0; row < strike.length; row++) {
      if (row > 0 && strike[row] === strike[row - 1]) {
        out[row] = out[row - 1]!
        continue
      }
      const x = wing * Math.log(strike[row]! / forward)
      out[row] = Math.sqrt(half * (1 + rho * x + Math.sqrt((x + rho) * (x + rho) + rest)))
    }
  }
}
