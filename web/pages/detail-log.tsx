import type { TradeDetailView } from '../api/trade-view.ts'
import { Button } from '../ui/button.tsx'
import { dayTimeText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'

const DOTS = {
  plain: 'border-line-strong bg-surface',
  good: 'border-gain bg-gain',
  bad: 'border-danger bg-danger',
} as const

/** What happened to the orders of a trade, with the broker's own words. */
export function TimelinePanel({ timeline }: Pick<TradeDetailView, 'timeline'>) {
  return (
    <Panel title="Orders" level={3} aside="New York time">
      <ol className="ml-1 border-l border-line">
        {timeline.map(({ at, what, words, tone }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
          <li key={i} className="relative pb-3 pl-4 last:pb-0">
            <span
              aria-hidden="true"
              className={`absolute top-1.5 -left-[5px] size-2.5 rounded-full border-2 ${DOTS[tone]}`}
            />
            <span className="num block text-xs text-muted">{dayTimeText(at)}</span>
            {what}
            {words === null ? null : <q className="block font-mono text-xs text-muted">{words}</q>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Why the engine did what it did. */
export function DecisionPanel({ decisions }: Pick<TradeDetailView, 'decisions'>) {
  return (
    <Panel
      title="Decisions"
      level={3}
      aside={
        <a href="#all" className="underline underline-offset-2">
          All decisions
        </a>
      }
    >
      <ul className="divide-y divide-line">
        {decisions.map(({ at, verdict, why, snapshotId }) => (
          <li
            key={snapshotId}
            className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 py-2 first:pt-0 last:pb-0"
          >
            <span className="font-medium">{verdict}</span>
            <span className="min-w-0">
              {why}
              <span className="num block text-xs text-muted">
                {dayTimeText(at)} · snapshot {snapshotId}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What a person wrote to a trade. */
export function NotesPanel({ note, tags }: Pick<TradeDetailView, 'note' | 'tags'>) {
  return (
    <Panel title="Notes" level={3}>
      <p className="max-w-[65ch]">{note}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {tags.map((tag) => (
          <span key={tag} className="rounded-md bg-raised px-2 py-0.5 text-xs">
            {tag}
          </span>
        ))}
        <Button size="small" kind="quiet">
          Edit
        </Button>
      </div>
    </Panel>
  )
}
