import type { ReactNode } from 'react'

interface StatProps {
  readonly label: string
  readonly children: ReactNode
  /** What qualifies the figure: how many, of what, what is left out. */
  readonly note?: ReactNode
}

/** A figure with its name, in a list of such (`dl`). */
export function Stat({ label, children, note }: StatProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="num mt-0.5 text-lg leading-6 font-semibold">{children}</dd>
      {note === undefined ? null : <dd className="text-xs text-muted">{note}</dd>}
    </div>
  )
}

/** A row of figures that wraps. */
export function StatRow({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none"
    >
      {children}
    </dl>
  )
}
