import { Check } from 'lucide-react'
import { Button } from '../ui/button.tsx'

/** A step from nothing to the first trade. */
export interface SetupStep {
  readonly title: string
  readonly about: string
  readonly action: string
  readonly done: boolean
}

/** What is left to do before the first scan; the first step that is open is the one to take. */
export function FirstRun({ steps }: { readonly steps: readonly SetupStep[] }) {
  const next = steps.findIndex(({ done }) => !done)
  return (
    <div className="mx-auto max-w-2xl">
      <h1 className="text-xl font-semibold">From nothing to the first scan</h1>
      <p className="mt-1 text-muted">
        Paper trading needs no broker: the built-in exchange is running.{' '}
        {steps.filter(({ done }) => done).length} of {steps.length} done.
      </p>
      <ol className="mt-4 divide-y divide-line rounded-xl border border-line bg-surface">
        {steps.map(({ title, about, action, done }, i) => (
          <li
            key={title}
            aria-current={i === next ? 'step' : undefined}
            className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 gap-y-2 p-4 sm:grid-cols-[2rem_minmax(0,1fr)_auto] sm:items-center"
          >
            <span
              className={`num grid size-8 place-items-center rounded-full border font-semibold ${done ? 'border-transparent bg-primary text-on-primary' : 'border-line-strong'}`}
            >
              {done ? <Check aria-label="done" className="size-4" /> : i + 1}
            </span>
            <span>
              <span className="font-semibold">{title}</span>
              <span className="block text-muted">{about}</span>
            </span>
            {done ? null : (
              <Button
                kind={i === next ? 'primary' : 'plain'}
                className="max-sm:col-start-2 sm:justify-self-end"
              >
                {action}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
