import type { ExitDistance } from '../api/trade-view.ts'
import { percentText } from './money-text.ts'

const COLOURS = { gain: 'bg-gain', loss: 'bg-loss', neutral: 'bg-ink' } as const

/** How near a rule is to closing the trade: the bar is full when it is hit. */
export function DistanceBar({
  rule,
  kind,
  nearness,
  state,
}: Pick<ExitDistance, 'rule' | 'kind' | 'nearness' | 'state'>) {
  if (nearness === null) return null
  // Far away it is quiet; near, it tells whether money is made or lost.
  const colour = nearness < 0.8 ? 'bg-line-strong' : COLOURS[kind]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element looks different in every browser.
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
