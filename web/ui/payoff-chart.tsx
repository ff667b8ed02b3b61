import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import type { PayoffView } from '../api/trade-view.ts'
import { moneyText, priceText, roundMoneyText, signedMoneyText } from './money-text.ts'
import { PayoffCurves } from './payoff-curves.tsx'
import { nearestPoint, payoffBox, payoffScale } from './payoff-geometry.ts'
import { useNarrow } from './use-narrow.ts'

/** The payoff in one sentence, for those who cannot see it. */
export function payoffSentence({ spot, breakevens, maxProfitCents, maxLossCents }: PayoffView): string {
  const most = maxProfitCents === 'unbounded' ? 'without bound' : moneyText(maxProfitCents)
  return (
    `Profit over the price of the underlying, which is at ${priceText(spot)}. At expiration the most to gain is ${most}, ` +
    `the most to lose ${moneyText(maxLossCents)}, breaking even at ${breakevens.map(priceText).join(' and ')}.`
  )
}

/** Profit today and at expiration over the price; arrow keys or the pointer read exact values. */
export function PayoffChart({ payoff }: { readonly payoff: PayoffView }) {
  const id = useId()
  const [index, setIndex] = useState<number | null>(null)
  const scale = payoffScale(payoff, payoffBox(useNarrow()))
  const { width, height, left, right } = scale.box
  const read = payoff.points[index ?? nearestPoint(payoff, payoff.spot)]!

  function point(event: PointerEvent<SVGSVGElement>) {
    const { left: edge, width: shown } = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - edge) / shown) * width
    setIndex(
      nearestPoint(payoff, scale.low + ((x - left) / (width - left - right)) * (scale.high - scale.low)),
    )
  }
  function step(event: KeyboardEvent) {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const from = index ?? nearestPoint(payoff, payoff.spot)
    setIndex(Math.min(payoff.points.length - 1, Math.max(0, from + by)))
  }
  return (
    <figure>
      {/* It is a slider over the prices: the keys move along the curve, and what is read there is its value. */}
      <div
        role="slider"
        tabIndex={0}
        aria-label="Price of the underlying to read the payoff at"
        aria-describedby={id}
        aria-orientation="horizontal"
        aria-valuemin={scale.low / 10_000}
        aria-valuemax={scale.high / 10_000}
        aria-valuenow={read.at / 10_000}
        aria-valuetext={`at ${priceText(read.at)}: today ${signedMoneyText(read.today)}, at expiration ${signedMoneyText(read.expiration)}`}
        onKeyDown={step}
      >
        <svg
          viewBox={`0 0 ${width} ${height}`}
          className="block h-auto w-full touch-pan-y select-none"
          aria-hidden="true"
          onPointerMove={point}
          onPointerLeave={() => setIndex(null)}
        >
          <PayoffCurves payoff={payoff} scale={scale} read={index === null ? null : read} />
        </svg>
      </div>
      <Caption id={id} payoff={payoff} read={read} />
    </figure>
  )
}

interface CaptionProps {
  readonly id: string
  readonly payoff: PayoffView
  readonly read: PayoffView['points'][number]
}

function Caption({ id, payoff, read }: CaptionProps) {
  return (
    <figcaption className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-xs text-muted">
      <span className="inline-flex items-center gap-1.5">
        <svg width="22" height="6" aria-hidden="true">
          <path d="M0 3H22" stroke="var(--ink)" strokeWidth="2" />
        </svg>
        At expiration
      </span>
      <span className="inline-flex items-center gap-1.5">
        <svg width="22" height="6" aria-hidden="true">
          <path d="M0 3H22" stroke="var(--ink)" strokeWidth="2" strokeDasharray="4 3" />
        </svg>
        Today
      </span>
      <span className="num ml-auto">
        at {priceText(read.at)}: today <b className="font-semibold text-ink">{roundMoneyText(read.today)}</b>,
        expiration <b className="font-semibold text-ink">{roundMoneyText(read.expiration)}</b>
      </span>
      <span id={id} className="sr-only">
        {payoffSentence(payoff)}
      </span>
    </figcaption>
  )
}
