import type { DeskView } from '../api/desk-view.ts'
import { DataAge, MarketClock } from '../ui/countdown.tsx'

const CONNECTIONS = {
  live: { word: 'Live', dot: 'bg-gain' },
  polling: { word: 'Polling each 15 s', dot: 'border border-line-strong' },
  offline: { word: 'Offline, actions off', dot: 'bg-danger-fill' },
} as const

/** One quiet line: the market, the connection, and how old what is shown is. */
export function StatusStrip({ desk }: { readonly desk: DeskView }) {
  const { now, quotesAt, snapshotAt, connection, market } = desk
  const { word, dot } = CONNECTIONS[connection]
  return (
    <div className="border-t border-line bg-page">
      <div className="mx-auto flex min-h-8 w-full max-w-[110rem] flex-wrap items-center gap-x-5 gap-y-0.5 px-4 py-1 text-xs">
        <MarketClock market={market} now={now} />
        <span className="ml-auto flex flex-wrap items-center gap-x-4">
          <DataAge name="Quotes" at={quotesAt} now={now} old={15} tooOld={60} />
          <span className="max-sm:hidden">
            <DataAge name="Account" at={snapshotAt} now={now} old={120} tooOld={180} />
          </span>
          <span className="inline-flex items-center gap-1.5 text-muted max-sm:hidden">
            <span aria-hidden="true" className={`size-2 rounded-full ${dot}`} />
            {word}
          </span>
        </span>
      </div>
    </div>
  )
}
