import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const TONES = {
  plain: { box: 'border-line border-l-line-strong', icon: 'text-muted', Icon: Info },
  warn: { box: 'border-line border-l-warn', icon: 'text-warn', Icon: TriangleAlert },
  danger: { box: 'border-line border-l-danger-fill', icon: 'text-danger', Icon: CircleAlert },
} as const

interface NoticeProps {
  readonly tone: keyof typeof TONES
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly level?: 2 | 3
}

/** What a person has to know, why, and what can be done about it. */
export function Notice({ tone, title, children, actions, level = 3 }: NoticeProps) {
  const { box, icon, Icon } = TONES[tone]
  const Heading = `h${level}` as const
  return (
    <div
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-xl border border-l-4 bg-surface p-3 ${box}`}
    >
      <Icon aria-hidden="true" className={`mt-0.5 size-5 shrink-0 ${icon}`} />
      <div className="min-w-0 flex-1 basis-60">
        <Heading className="font-semibold">{title}</Heading>
        <div className="mt-0.5 max-w-[75ch] text-ink">{children}</div>
      </div>
      {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}

interface EmptyProps {
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** Why there is nothing here, and the one next step. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-xl border border-dashed border-line-strong px-6 py-10 text-center">
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="max-w-[52ch] text-muted">{children}</p>
      {action}
    </div>
  )
}
