import {
  BaselineSeries,
  createChart,
  type IChartApi,
  LineSeries,
  LineType,
  type UTCTimestamp,
} from 'lightweight-charts'
import { useEffect, useRef } from 'react'
import { percentText, roundMoneyText } from './money-text.ts'

/** A value at a moment; null where nobody knows it, which leaves a gap. */
export interface ChartPoint {
  /** Epoch seconds, shifted so that the axis reads as New York time. */
  readonly time: number
  readonly value: number | null
}

interface LineChartProps {
  readonly points: readonly ChartPoint[]
  /** In the unit of the values: money in cents, or a share. */
  readonly unit: 'cents' | 'share'
  /** The value that divides gain from loss; none draws a plain line. */
  readonly baseline?: number
  readonly height: number
  /** The chart in a sentence, for those who cannot see it. */
  readonly summary: string
  readonly intraday?: boolean
}

const colour = (name: string): string => {
  // The chart draws on a canvas, which does not know our variables or light-dark().
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const found = getComputedStyle(probe).color
  probe.remove()
  return found
}

const fade = (rgb: string, alpha: number): string => rgb.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`)

function dress(chart: IChartApi): void {
  const text = colour('--muted')
  const line = colour('--line')
  chart.applyOptions({
    layout: { textColor: text, background: { color: 'transparent' } },
    grid: { vertLines: { visible: false }, horzLines: { color: line } },
    rightPriceScale: { borderVisible: false },
    timeScale: { borderColor: line },
  })
}

function draw(chart: IChartApi, { points, unit, baseline }: LineChartProps): void {
  const priceFormat = {
    type: 'custom' as const,
    minMove: unit === 'cents' ? 1 : 0.0001,
    formatter: (value: number) => (unit === 'cents' ? roundMoneyText(value) : percentText(value, 1)),
  }
  const quiet = { lineWidth: 2 as const, priceFormat, priceLineVisible: false, lastValueVisible: true }
  const gain = colour('--gain')
  const loss = colour('--loss')
  const series =
    baseline === undefined
      ? chart.addSeries(LineSeries, {
          ...quiet,
          color: unit === 'share' ? loss : colour('--ink'),
          lineType: LineType.Simple,
        })
      : chart.addSeries(BaselineSeries, {
          ...quiet,
          baseValue: { type: 'price', price: baseline },
          topLineColor: gain,
          bottomLineColor: loss,
          topFillColor1: fade(gain, 0.22),
          topFillColor2: fade(gain, 0.03),
          bottomFillColor1: fade(loss, 0.03),
          bottomFillColor2: fade(loss, 0.22),
        })
  series.setData(
    points.map(({ time, value }) =>
      value === null ? { time: time as UTCTimestamp } : { time: time as UTCTimestamp, value },
    ),
  )
  chart.timeScale().fitContent()
}

/** A line over time. The figures themselves belong in a table or a sentence beside it. */
export function LineChart(props: LineChartProps) {
  const { height, summary, intraday = false } = props
  const holder = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    const node = holder.current
    if (node === null) return
    const build = () => {
      const chart = createChart(node, {
        autoSize: true,
        handleScroll: false,
        handleScale: false,
        layout: {
          fontFamily: getComputedStyle(document.body).fontFamily,
          fontSize: 11,
          attributionLogo: true,
        },
        timeScale: { timeVisible: intraday, secondsVisible: false, fixLeftEdge: true, fixRightEdge: true },
      })
      dress(chart)
      draw(chart, latest.current)
      return chart
    }
    let chart = build()
    const again = () => {
      chart.remove()
      chart = build()
    }
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', again)
    const chosen = new MutationObserver(again)
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-colours'] })
    return () => {
      system.removeEventListener('change', again)
      chosen.disconnect()
      chart.remove()
    }
  }, [intraday])
  return (
    <div>
      <p className="sr-only">{summary}</p>
      <div ref={holder} aria-hidden="true" inert style={{ height }} />
    </div>
  )
}
