import { Link } from '@tanstack/react-router'

/** Somewhere to go within a section. */
export interface Place {
  readonly label: string
  /** Where there is little room. */
  readonly short: string
  readonly href: string
  readonly count?: number
}

interface NavTabsProps {
  readonly label: string
  readonly places: readonly Place[]
  readonly current: string
}

/** The pages of a section side by side. They are links, as each has an address. */
export function NavTabs({ label, places, current }: NavTabsProps) {
  return (
    <nav aria-label={label} className="-mb-px flex gap-1 overflow-x-auto">
      {places.map(({ label: name, short, href, count }) => (
        <Link
          key={href}
          to={href}
          aria-current={name === current ? 'page' : undefined}
          className="inline-flex min-h-11 items-center gap-1.5 border-b-2 border-transparent px-2.5 font-medium md:px-3 whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
        >
          <span className="max-md:hidden">{name}</span>
          <span className="md:hidden">{short}</span>
          {count === undefined ? null : <span className="num text-xs font-normal">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}
