import type { PayoffView } from '../api/trade-view.ts'

/** The drawing area of a payoff in units of its view box, which are pixels of a usual screen. */
export interface PayoffBox {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const MARGINS = { left: 54, right: 12, top: 22, bottom: 40 } as const

/** The drawing area; where the screen is narrow it is smaller, so that its words stay readable. */
export const payoffBox = (narrow: boolean): PayoffBox =>
  narrow ? { width: 320, height: 230, ...MARGINS } : { width: 640, height: 280, ...MARGINS }

/** How prices and profits become places in the drawing. */
export interface PayoffScale {
  readonly box: PayoffBox
  readonly x: (price: number) => number
  readonly y: (cents: number) => number
  readonly low: number
  readonly high: number
  readonly least: number
  readonly most: number
}

/** The scale in which all of a payoff's points have room. */
export function payoffScale({ points }: PayoffView, box: PayoffBox): PayoffScale {
  const { width, height, left, right, top, bottom } = box
  const low = points[0]!.at
  const high = points.at(-1)!.at
  const values = points.flatMap(({ today, expiration }) => [today, expiration])
  const margin = (Math.max(...values) - Math.min(...values)) * 0.08
  const most = Math.max(...values, 0) + margin
  const least = Math.min(...values, 0) - margin
  return {
    box,
    x: (price) => left + ((price - low) / (high - low)) * (width - left - right),
    y: (cents) => top + ((most - cents) / (most - least)) * (height - top - bottom),
    low,
    high,
    least,
    most,
  }
}

/** A line through points, as an SVG path. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** Round steps between two values, about `count` of them. */
export function niceSteps(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough
  const first = Math.ceil(low / step)
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step)
}

/** The point whose price is nearest to one. */
export function nearestPoint({ points }: PayoffView, price: number): number {
  let best = 0
  points.forEach(({ at }, i) => {
    if (Math.abs(at - price) < Math.abs(points[best]!.at - price)) best = i
  })
  return best
}
