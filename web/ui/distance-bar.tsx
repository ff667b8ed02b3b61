import type { ExitDistance } from '../api/trade-view.ts'
import { percentText } from './money-text.ts'

/** How near a rule is to closing the trade: the bar is full when it is hit. */
export function DistanceBar({ rule, nearness, state }: Pick<ExitDistance, 'rule' | 'nearness' | 'state'>) {
  if (nearness === null) return null
  const colour = state === 'hit' ? 'bg-danger-fill' : nearness >= 0.8 ? 'bg-loss' : 'bg-line-strong'
  return (
    <span
      role="meter"
      aria-label={`${rule}, nearness`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(nearness * 100)}
      aria-valuetext={state === 'hit' ? 'hit' : `${percentText(nearness)} of the way`}
      className="block h-1.5 w-full overflow-hidden rounded-full bg-raised ring-1 ring-line ring-inset"
    >
      <span
        className={`block h-full rounded-full ${colour}`}
        style={{ width: `${Math.max(2, nearness * 100)}%` }}
      />
    </span>
  )
}
