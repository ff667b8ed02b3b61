import type { PayoffView } from '../api/trade-view.ts'
import { priceText, roundMoneyText } from './money-text.ts'
import { linePath, niceSteps, type PayoffScale } from './payoff-geometry.ts'

interface CurvesProps {
  readonly payoff: PayoffView
  readonly scale: PayoffScale
  readonly read: PayoffView['points'][number] | null
}

const LABEL = { fontSize: 11, fill: 'var(--muted)' } as const

function Axes({ scale }: Pick<CurvesProps, 'scale'>) {
  const { x, y, low, high, least, most, box } = scale
  const floor = box.height - box.bottom
  return (
    <>
      {niceSteps(least, most, 5).map((cents) => (
        <g key={cents}>
          <path
            d={`M${box.left} ${y(cents)}H${box.width - box.right}`}
            stroke="var(--line)"
            strokeWidth={cents === 0 ? 0 : 1}
          />
          <text x={box.left - 8} y={y(cents) + 4} textAnchor="end" {...LABEL}>
            {roundMoneyText(cents)}
          </text>
        </g>
      ))}
      {niceSteps(low, high, box.width / 90).map((price) => (
        <text key={price} x={x(price)} y={floor + 16} textAnchor="middle" {...LABEL}>
          {Math.round(price / 1_000) / 10}
        </text>
      ))}
    </>
  )
}

/** The area between a curve and zero, on one side of it. */
function Wash({ payoff, scale, side }: CurvesProps & { readonly side: 'gain' | 'loss' }) {
  const { x, y } = scale
  const points = payoff.points.map(({ at, expiration }) => {
    const kept = side === 'gain' ? Math.max(0, expiration) : Math.min(0, expiration)
    return [x(at), y(kept)] as const
  })
  const path = `${linePath(points)}L${x(scale.high)} ${y(0)}L${x(scale.low)} ${y(0)}Z`
  return <path d={path} fill={side === 'gain' ? 'var(--gain-wash)' : 'var(--loss-wash)'} />
}

function Markers({ payoff, scale }: Omit<CurvesProps, 'read'>) {
  const { x, y } = scale
  const { top } = scale.box
  const floor = scale.box.height - scale.box.bottom
  const spot = x(payoff.spot)
  return (
    <>
      <path d={`M${spot} ${top}V${floor}`} stroke="var(--muted)" strokeDasharray="2 3" />
      <text x={spot} y={top - 7} textAnchor="middle" fontSize={11.5} fontWeight={600} fill="var(--ink)">
        spot {priceText(payoff.spot)}
      </text>
      {payoff.breakevens.map((price) => (
        <g key={price}>
          <circle
            cx={x(price)}
            cy={y(0)}
            r={4}
            fill="var(--surface)"
            stroke="var(--ink)"
            strokeWidth={1.75}
          />
          <text
            x={x(price)}
            y={floor + 32}
            textAnchor="middle"
            fontSize={11}
            fontWeight={600}
            fill="var(--ink)"
          >
            breakeven {priceText(price)}
          </text>
        </g>
      ))}
    </>
  )
}

/** What a payoff draws: the band of one standard deviation, both curves, spot, breakevens, and what is read. */
export function PayoffCurves({ payoff, scale, read }: CurvesProps) {
  const { x, y } = scale
  const { width, height, left, right, top, bottom } = scale.box
  const floor = height - bottom
  const [from, to] = payoff.sigma.map((price) => Math.min(width - right, Math.max(left, x(price))))
  const curve = (key: 'today' | 'expiration') =>
    linePath(payoff.points.map((point) => [x(point.at), y(point[key])] as const))
  return (
    <>
      <rect x={from} y={top} width={to! - from!} height={floor - top} fill="var(--raised)" />
      <text x={to! - 6} y={floor - 6} textAnchor="end" {...LABEL}>
        1σ
      </text>
      <Wash payoff={payoff} scale={scale} read={read} side="gain" />
      <Wash payoff={payoff} scale={scale} read={read} side="loss" />
      <Axes scale={scale} />
      <path d={`M${left} ${y(0)}H${width - right}`} stroke="var(--line-strong)" strokeWidth={1.25} />
      <path d={curve('expiration')} fill="none" stroke="var(--ink)" strokeWidth={2} strokeLinejoin="round" />
      <path d={curve('today')} fill="none" stroke="var(--ink)" strokeWidth={1.75} strokeDasharray="5 3.5" />
      <Markers payoff={payoff} scale={scale} />
      {read === null ? null : (
        <g>
          <path d={`M${x(read.at)} ${top}V${floor}`} stroke="var(--focus)" />
          <circle cx={x(read.at)} cy={y(read.today)} r={3.5} fill="var(--focus)" />
          <circle cx={x(read.at)} cy={y(read.expiration)} r={3.5} fill="var(--focus)" />
        </g>
      )}
    </>
  )
}
