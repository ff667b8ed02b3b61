import { expect, it } from 'vitest'
import { millsRatio } from './mills.ts'
import { quickMillsRatio } from './quick-mills.ts'

it('agrees with the exact Mills ratio to 3e-12 from the middle to far beyond any strike', () => {
  let worst = 0
  for (let z = 0; z < 45; z += 0.003)
    worst = Math.max(worst, Math.abs(quickMillsRatio(z) / millsRatio(z) - 1))
  expect(worst).toBeLessThan(3e-12)
  expect(worst).toBeGreaterThan(1e-13)
})
