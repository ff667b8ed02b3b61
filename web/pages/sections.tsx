import { Link } from '@tanstack/react-router'
import { Activity, Briefcase, type LucideIcon, ScanSearch, Settings, Ticket } from 'lucide-react'

/** A part of the product, with where it is. */
export interface Section {
  readonly label: string
  readonly href: string
}

const ICONS: Readonly<Record<string, LucideIcon>> = {
  Portfolio: Briefcase,
  Scanner: ScanSearch,
  Trade: Ticket,
  Activity,
  Settings,
}

interface SectionsProps {
  readonly sections: readonly Section[]
  readonly current: string
}

/** The sections in the header, where there is room for it. */
export function SectionLinks({ sections, current }: SectionsProps) {
  return (
    <nav aria-label="Sections" className="ml-2 hidden gap-0.5 md:flex">
      {sections.map(({ label, href }) => (
        <Link
          key={label}
          to={href}
          aria-current={label === current ? 'page' : undefined}
          className="inline-flex min-h-11 items-center rounded-lg px-2.5 font-medium text-muted hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink lg:px-3"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

/** The sections under the thumb, on a small screen. */
export function SectionTabs({ sections, current }: SectionsProps) {
  return (
    <nav
      aria-label="Sections"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {sections.map(({ label, href }) => {
        const Icon = ICONS[label] ?? Briefcase
        return (
          <Link
            key={label}
            to={href}
            aria-current={label === current ? 'page' : undefined}
            className="flex min-h-14 flex-col items-center justify-center gap-0.5 text-[0.6875rem] font-medium text-muted aria-[current=page]:text-ink"
          >
            <Icon aria-hidden="true" className="size-5" />
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
