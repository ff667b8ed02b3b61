import { Circle, CircleAlert, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { Environment } from '../api/desk-view.ts'
import type { StateWords } from './trade-words.ts'

const ENVIRONMENTS: Readonly<Record<Environment, string>> = {
  PAPER: 'bg-paper-wash text-paper border-paper',
  SANDBOX: 'bg-sandbox-wash text-sandbox border-sandbox',
  LIVE: 'bg-danger-fill text-white border-danger-fill',
}

/** Where orders go. It stands on every screen and cannot be hidden. */
export function EnvironmentBadge({ environment }: { readonly environment: Environment }) {
  return (
    <span
      className={`rounded-md border px-2 py-0.5 text-xs font-bold tracking-wider ${ENVIRONMENTS[environment]}`}
    >
      {environment}
    </span>
  )
}

const TONES = {
  plain: { box: 'text-muted', Icon: Circle },
  busy: { box: 'text-paper bg-paper-wash', Icon: LoaderCircle },
  warn: { box: 'text-warn bg-warn-wash', Icon: TriangleAlert },
  danger: { box: 'text-danger bg-danger-wash', Icon: CircleAlert },
} as const

/** A state, by icon, word and colour. */
export function StateChip({ word, tone }: StateWords) {
  const { box, Icon } = TONES[tone]
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-md py-0.5 text-xs font-medium whitespace-nowrap ${tone === 'plain' ? '' : 'px-1.5'} ${box}`}
    >
      <Icon aria-hidden="true" className={tone === 'plain' ? 'size-2 fill-current' : 'size-3.5'} />
      {word}
    </span>
  )
}
