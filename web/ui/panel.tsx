import { type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title: string
  readonly children: ReactNode
  readonly aside?: ReactNode
  readonly level?: 2 | 3
  readonly className?: string
}

/** A part of a page with a heading of its own. */
export function Panel({ title, children, aside, level = 2, className = '' }: PanelProps) {
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section
      aria-labelledby={id}
      className={`min-w-0 rounded-xl border border-line bg-surface p-4 ${className}`}
    >
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <Heading id={id} className="text-sm font-semibold">
          {title}
        </Heading>
        {aside === undefined ? null : <div className="text-xs text-muted">{aside}</div>}
      </div>
      {children}
    </section>
  )
}
