import { type ReactNode, useState } from 'react'
import type { DeskView } from '../api/desk-view.ts'
import type { OpenTradeView } from '../api/trade-view.ts'
import { OpenPositions, type OpenView } from '../pages/open-positions.tsx'
import { Shell } from '../pages/shell.tsx'
import type { TradeActions } from '../pages/trade-actions.ts'
import { TradeDetail } from '../pages/trade-detail.tsx'
import { SAMPLE_BOOK_VIEW, SAMPLE_DESK } from './sample/sample-desk.ts'
import { sampleDetail } from './sample/sample-detail.ts'

/** A numbered mock-up: a page of the product with sample data. */
export interface Mockup {
  readonly name: string
  readonly title: string
  readonly Page: () => ReactNode
  /** Whether it is looked at as a window and not as a whole page, because something lies over it. */
  readonly window?: boolean
}

const at = (name: string): string => `/mockups/${name}`

export const SECTIONS = [
  { label: 'Portfolio', href: at('01-open-positions') },
  { label: 'Scanner', href: at('09-scanner') },
  { label: 'Trade', href: at('10-trade-ticket') },
  { label: 'Activity', href: at('11-activity') },
  { label: 'Settings', href: at('12-settings') },
] as const

export const PLACES = [
  {
    label: 'Open positions',
    short: 'Open',
    href: at('01-open-positions'),
    count: SAMPLE_BOOK_VIEW.trades.length,
  },
  { label: 'Trade history', short: 'History', href: at('03-trade-history') },
  { label: 'Performance', short: 'Performance', href: at('04-performance') },
] as const

/** Actions that lead nowhere: a mock-up has no server behind it. */
export const NO_ACTIONS: TradeActions = {
  close: () => undefined,
  adjust: () => undefined,
  acknowledge: () => undefined,
}

interface FrameProps {
  readonly current?: string
  readonly desk?: Partial<DeskView>
  readonly killSwitchOpen?: boolean
  readonly children: ReactNode
}

/** The shell around a mock-up, and the line that says that nothing in it is real. */
export function Frame({ current = 'Portfolio', desk, killSwitchOpen = false, children }: FrameProps) {
  return (
    <Shell
      desk={{ ...SAMPLE_DESK, ...desk }}
      sections={SECTIONS}
      current={current}
      killSwitchOpen={killSwitchOpen}
    >
      <p className="mb-3 text-xs text-muted">
        <b className="font-semibold text-ink">Sample data.</b> A made-up market and account, priced by the
        same code as the product.
      </p>
      {children}
    </Shell>
  )
}

interface SamplePositionsProps {
  readonly expanded?: string | null
  readonly actions?: TradeActions
}

/** The open positions of the sample account. */
export function SamplePositions({ expanded = null, actions = NO_ACTIONS }: SamplePositionsProps) {
  const [view, setView] = useState<OpenView>({ sorting: null, expanded, filter: '' })
  return (
    <OpenPositions
      book={SAMPLE_BOOK_VIEW}
      view={view}
      onView={setView}
      places={PLACES}
      actions={actions}
      renderDetail={(trade: OpenTradeView) => (
        <TradeDetail trade={trade} detail={sampleDetail(trade.id)} actions={actions} />
      )}
    />
  )
}
