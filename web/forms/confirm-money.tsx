import { LoaderCircle } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { Environment } from '../api/desk-view.ts'
import { EnvironmentBadge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface ConfirmMoneyProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  /** What will happen, in a sentence. */
  readonly description: string
  /** What, how many, at which limit, what it comes to: name and value. */
  readonly facts: readonly (readonly [name: string, value: ReactNode])[]
  readonly environment: Environment
  readonly account: string
  /** The deed with its object, e.g. `Close 2 spreads at 0.65`. */
  readonly verb: string
  /** Whether everything that it needs is said and valid. */
  readonly ready: boolean
  /** Resolves when the server has answered; the buttons rest until then. */
  readonly onConfirm: () => Promise<void>
  readonly children?: ReactNode
}

/** The last question before money moves. Cancel has the focus; the button says what it does. */
export function ConfirmMoney(props: ConfirmMoneyProps) {
  const { open, onOpenChange, environment, account, ready, onConfirm } = props
  const [busy, setBusy] = useState(false)
  // A state is seen with the next drawing only; a second press may come before it.
  const pressed = useRef(false)
  async function confirm() {
    if (pressed.current) return
    pressed.current = true
    setBusy(true)
    try {
      await onConfirm()
    } finally {
      pressed.current = false
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={busy ? () => undefined : onOpenChange}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button data-first disabled={busy} onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button
            kind={environment === 'LIVE' ? 'danger' : 'primary'}
            disabled={busy || !ready}
            onClick={confirm}
          >
            {busy ? <LoaderCircle aria-hidden="true" className="size-4 animate-spin" /> : null}
            {props.verb}
          </Button>
        </>
      }
    >
      <Account environment={environment} account={account} />
      <Facts facts={props.facts} />
      {props.children}
    </Dialog>
  )
}

function Facts({ facts }: Pick<ConfirmMoneyProps, 'facts'>) {
  return (
    <dl className="divide-y divide-line rounded-xl border border-line">
      {facts.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4 px-3 py-2">
          <dt className="text-muted">{name}</dt>
          <dd className="num text-right font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Account({ environment, account }: Pick<ConfirmMoneyProps, 'environment' | 'account'>) {
  return (
    <div className="mb-3 flex items-center gap-2">
      <EnvironmentBadge environment={environment} />
      <span className="num text-muted">{account}</span>
    </div>
  )
}
