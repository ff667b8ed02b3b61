import { Link } from '@tanstack/react-router'

/** Somewhere to go within a section. */
export interface Place {
  readonly label: string
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
      {places.map(({ label: name, href, count }) => (
        <Link
          key={href}
          to={href}
          aria-current={name === current ? 'page' : undefined}
          className="inline-flex min-h-11 items-center gap-1.5 border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
        >
          {name}
          {count === undefined ? null : <span className="num text-xs font-normal">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}
