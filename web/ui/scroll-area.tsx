import type { ReactNode } from 'react'

interface ScrollAreaProps {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** What may be wider than the screen: it scrolls by itself, so that the page never does. */
export function ScrollArea({ label, className = '', children }: ScrollAreaProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, the keyboard could not scroll it.
    <section aria-label={label} tabIndex={0} className={`relative overflow-x-auto ${className}`}>
      {children}
    </section>
  )
}
