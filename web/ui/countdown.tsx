import type { DeskView } from '../api/desk-view.ts'
import { ageText, durationText, timeText } from './money-text.ts'

const PHASES = {
  pre_market: 'Pre-market',
  open: 'Open',
  after_hours: 'After hours',
  closed: 'Closed',
} as const

/** What the market is doing and for how long. */
export function MarketClock({ market, now }: Pick<DeskView, 'market' | 'now'>) {
  const { phase, turnsAt, unusual } = market
  const isOpen = phase === 'open'
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span
        aria-hidden="true"
        className={`size-2 rounded-full ${isOpen ? 'bg-gain' : 'border border-line-strong'}`}
      />
      <span>
        <b className="font-semibold">{PHASES[phase]}</b>
        {unusual === null ? null : <span className="text-warn"> · half day</span>}
        <span className="text-muted">
          {' '}
          · {isOpen ? 'closes' : 'opens'} {timeText(turnsAt)} ET ·{' '}
          <span className="num">{durationText(turnsAt - now)}</span>
        </span>
      </span>
    </span>
  )
}

interface AgeProps {
  readonly name: string
  readonly at: number | null
  readonly now: number
  /** Ages in seconds from which on the data is old, and too old to act on. */
  readonly old: number
  readonly tooOld: number
}

/** How old something is, louder the older it gets. */
export function DataAge({ name, at, now, old, tooOld }: AgeProps) {
  if (at === null) return <span className="text-muted">{name}: none yet</span>
  const seconds = (now - at) / 1000
  const tone =
    seconds > tooOld ? 'text-danger font-semibold' : seconds > old ? 'text-warn font-semibold' : 'text-muted'
  return (
    <span className={`num ${tone}`}>
      {name} {ageText(now - at)} old
      {seconds > tooOld ? ', actions off' : ''}
    </span>
  )
}
