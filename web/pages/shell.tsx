import type { ReactNode } from 'react'
import type { DeskView } from '../api/desk-view.ts'
import { EnvironmentBadge } from '../ui/badge.tsx'
import { Toaster } from '../ui/toaster.tsx'
import { HeaderActions } from './header-actions.tsx'
import { type Section, SectionLinks, SectionTabs } from './sections.tsx'
import { StatusStrip } from './status-strip.tsx'

interface ShellProps {
  readonly desk: DeskView
  readonly sections: readonly Section[]
  /** The label of the section that is shown. */
  readonly current: string
  readonly children: ReactNode
  /** Opens the menu of the kill switch at once. */
  readonly killSwitchOpen?: boolean
}

/** What stands around every screen: where orders go, what the market does, how old the data is, and how to stop. */
export function Shell({ desk, sections, current, children, killSwitchOpen = false }: ShellProps) {
  return (
    <div className="flex min-h-dvh flex-col pb-16 md:pb-0">
      <a
        href="#content"
        className="absolute -top-20 left-2 z-50 rounded-lg bg-primary px-4 py-3 text-on-primary focus:top-2"
      >
        Skip to the content
      </a>
      <header
        className={`sticky top-0 z-30 border-b border-line bg-surface ${desk.environment === 'LIVE' ? 'border-t-4 border-t-danger-fill' : ''}`}
      >
        <div className="mx-auto flex h-14 w-full max-w-[110rem] items-center gap-3 px-4">
          <span className="text-base font-bold tracking-tight max-sm:sr-only">Legwork</span>
          <EnvironmentBadge environment={desk.environment} />
          <span className="num truncate text-xs text-muted max-lg:hidden">{desk.account}</span>
          <SectionLinks sections={sections} current={current} />
          <HeaderActions desk={desk} killSwitchOpen={killSwitchOpen} />
        </div>
        <StatusStrip desk={desk} />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[110rem] flex-1 px-4 pt-4 pb-10 outline-none"
      >
        {children}
      </main>
      <SectionTabs sections={sections} current={current} />
      <Toaster />
    </div>
  )
}
