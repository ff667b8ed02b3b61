import type { ReactNode } from 'react'
import { NavTabs, type Place } from '../ui/nav-tabs.tsx'

interface PortfolioHeadProps {
  readonly places: readonly Place[]
  readonly current: string
  readonly actions?: ReactNode
}

/** The portfolio's title, its three pages, and what can be done with the one that is shown. */
export function PortfolioHead({ places, current, actions }: PortfolioHeadProps) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-4 border-b border-line">
      <div className="min-w-0">
        <h1 className="sr-only">Portfolio: {current}</h1>
        <NavTabs label="Portfolio" places={places} current={current} />
      </div>
      {actions === undefined ? null : (
        <div className="flex flex-wrap items-center gap-2 pb-1.5">{actions}</div>
      )}
    </div>
  )
}
