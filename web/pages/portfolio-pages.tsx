import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type PortfolioSource, SourceFault } from '../api/portfolio-source.ts'
import type { OpenTradeView } from '../api/trade-view.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { History } from './history.tsx'
import { OpenPositions, type OpenView } from './open-positions.tsx'
import { Performance } from './performance.tsx'
import { ReadFault } from './read-fault.tsx'
import { Shell } from './shell.tsx'
import type { TradeActions } from './trade-actions.ts'
import { TradeDetail } from './trade-detail.tsx'

const SECTIONS = [{ label: 'Portfolio', href: '/' }] as const

const PLACES = [
  { label: 'Open positions', short: 'Open', href: '/' },
  { label: 'Trade history', short: 'History', href: '/history' },
  { label: 'Performance', short: 'Performance', href: '/performance' },
] as const

interface ReadProps<Value> {
  readonly name: string
  readonly read: () => Promise<Value>
  readonly children: (value: Value) => ReactNode
  /** What stands around the wait and the fault, where nothing else does. */
  readonly frame?: (content: ReactNode) => ReactNode
}

/** Reads something and shows it, or that it is being read, or why it could not be. */
function Read<Value>({ name, read, children, frame = (content) => content }: ReadProps<Value>) {
  const client = useQueryClient()
  const { data, error } = useQuery({ queryKey: [name], queryFn: read, retry: false })
  if (error !== null) {
    const requestId = error instanceof SourceFault ? error.requestId : null
    return frame(
      <ReadFault
        message={error.message}
        requestId={requestId}
        onRetry={() => client.invalidateQueries({ queryKey: [name] })}
      />,
    )
  }
  return data === undefined ? frame(<Skeleton rows={6} label={`Reading ${name}`} />) : children(data)
}

const withoutShell = (content: ReactNode) => (
  <main className="mx-auto max-w-3xl p-6">
    <h1 className="mb-4 text-xl font-semibold">Legwork</h1>
    {content}
  </main>
)

interface PageProps {
  readonly source: PortfolioSource
}

function InShell({ source, children }: PageProps & { readonly children: ReactNode }) {
  return (
    <Read name="the account" read={source.desk} frame={withoutShell}>
      {(desk) => (
        <Shell desk={desk} sections={SECTIONS} current="Portfolio">
          {children}
        </Shell>
      )}
    </Read>
  )
}

/** The open positions of the account. */
export function OpenPage({ source, actions }: PageProps & { readonly actions: TradeActions }) {
  const [view, setView] = useState<OpenView>({ sorting: null, expanded: null, filter: '' })
  const renderDetail = (trade: OpenTradeView) => (
    <Read name={`trade ${trade.id}`} read={() => source.detail(trade.id)}>
      {(detail) => <TradeDetail trade={trade} detail={detail} actions={actions} />}
    </Read>
  )
  return (
    <InShell source={source}>
      <Read name="the open trades" read={source.open}>
        {(book) => (
          <OpenPositions
            book={book}
            view={view}
            onView={setView}
            places={PLACES}
            actions={actions}
            renderDetail={renderDetail}
          />
        )}
      </Read>
    </InShell>
  )
}

/** The closed trades of the account. */
export function HistoryPage({ source }: PageProps) {
  return (
    <InShell source={source}>
      <Read name="the history" read={source.history}>
        {(history) => <History history={history} places={PLACES} />}
      </Read>
    </InShell>
  )
}

/** How the account did. */
export function PerformancePage({ source }: PageProps) {
  return (
    <InShell source={source}>
      <Read name="the performance" read={source.performance}>
        {(performance) => <Performance performance={performance} places={PLACES} />}
      </Read>
    </InShell>
  )
}
