import type { ProposalView } from '../api/proposal-view.ts'

/** What a score consists of: each part's share of the whole, and how much of it was reached. */
export function ScoreBars({ components }: Pick<ProposalView, 'components'>) {
  return (
    <ul aria-label="Parts of the score" className="flex flex-wrap gap-2">
      {components.map(({ name, weight, score }) => (
        <li key={name} style={{ flexGrow: weight }} className="min-w-10 basis-0">
          <span
            aria-hidden="true"
            className="block h-1.5 overflow-hidden rounded-full bg-raised ring-1 ring-line ring-inset"
          >
            <span className="block h-full bg-ink" style={{ width: `${score * 100}%` }} />
          </span>
          <span className="mt-1 block truncate text-[0.6875rem] text-muted" title={name}>
            {name}
          </span>
          <span className="num text-[0.6875rem] text-muted">
            {Math.round(score * weight * 100)} of {Math.round(weight * 100)}
          </span>
        </li>
      ))}
    </ul>
  )
}
