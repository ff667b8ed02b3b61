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
    <div className="mb-4 flex items-end justify-between max-md:flex-wrap gap-x-4 border-b border-line">
      <div className="min-w-0">
        <h1 className="sr-only">Portfolio: {current}</h1>
        <NavTabs label="Portfolio" places={places} current={current} />
      </div>
      {actions === undefined ? null : <div className="ml-auto flex items-center gap-1 pb-1">{actions}</div>}
    </div>
  )
}
