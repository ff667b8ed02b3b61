import { SETTINGS, type SettingKey, settingSpec } from '../../src/domain/settings/settings.ts'
import { EnvironmentBadge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'

/** A group of settings with the start of its keys. */
const GROUPS = [
  ['Exits', 'exit.'],
  ['Risk limits', 'risk.'],
  ['Entries', 'entry.'],
] as const

interface SettingsProps {
  /** How many settings of a group are shown before the rest is asked for. */
  readonly shown: number
  /** What the person has changed and not yet saved. */
  readonly unsaved: number
}

/** Accounts, rules and limits, with their ranges and what they mean. */
export function Settings({ shown, unsaved }: SettingsProps) {
  return (
    <>
      <h1 className="mb-4 text-xl font-semibold">Settings</h1>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          {GROUPS.map(([title, prefix]) => (
            <SettingGroup key={prefix} title={title} prefix={prefix} shown={shown} />
          ))}
        </div>
        <div className="grid gap-4">
          <BrokerPanel />
          <DangerZone />
        </div>
      </div>
      {unsaved === 0 ? null : (
        <div className="sticky bottom-18 z-20 mt-4 flex items-center justify-between gap-3 rounded-xl border border-line-strong bg-surface px-4 py-3 shadow-lg md:bottom-4">
          <p>{unsaved === 1 ? '1 change is' : `${unsaved} changes are`} not saved.</p>
          <div className="flex gap-2">
            <Button>Discard</Button>
            <Button kind="primary">Save</Button>
          </div>
        </div>
      )}
    </>
  )
}

interface SettingGroupProps {
  readonly title: string
  readonly prefix: string
  readonly shown: number
}

function SettingGroup({ title, prefix, shown }: SettingGroupProps) {
  const keys = (Object.keys(SETTINGS) as SettingKey[]).filter((key) => key.startsWith(prefix))
  return (
    <Panel title={title} aside={`${shown} of ${keys.length}`}>
      <ul className="divide-y divide-line">
        {keys.slice(0, shown).map((key) => (
          <SettingRow key={key} settingKey={key} />
        ))}
      </ul>
      <Button kind="quiet" className="mt-2 -ml-3.5">
        Show all {keys.length}
      </Button>
    </Panel>
  )
}

function SettingRow({ settingKey }: { readonly settingKey: SettingKey }) {
  const { about, allowed, default: value, format } = settingSpec(settingKey)
  const id = `setting-${settingKey}`
  return (
    <li className="grid items-center gap-x-4 gap-y-1 py-2.5 first:pt-0 sm:grid-cols-[minmax(0,1fr)_9rem]">
      <span>
        <label htmlFor={id} className="font-medium">
          {about}
        </label>
        <span id={`${id}-range`} className="block text-xs text-muted tabular-nums">
          {allowed} · <code className="font-mono">{settingKey}</code>
        </span>
      </span>
      <input
        id={id}
        aria-describedby={`${id}-range`}
        className="field num sm:text-right"
        defaultValue={format(value)}
      />
    </li>
  )
}

function BrokerPanel() {
  return (
    <Panel title="Broker account">
      <div className="mb-3 flex items-center gap-2">
        <EnvironmentBadge environment="PAPER" /> <span className="num text-muted">Paper ··0421</span>
      </div>
      <label className="block text-xs text-muted">
        Access token, written only: ends in 8f2c
        <input
          type="password"
          autoComplete="off"
          className="field mt-1 text-sm text-ink"
          placeholder="Paste a new one"
        />
      </label>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button>Test connection</Button>
        <Button>Change mode…</Button>
      </div>
      <p className="mt-3 text-xs text-muted">Last test 25 Nov, 09:25: connected, option level 3.</p>
    </Panel>
  )
}

function DangerZone() {
  return (
    <Notice
      tone="danger"
      level={2}
      title="Danger zone"
      actions={
        <>
          <Button>Export all data</Button>
          <Button kind="danger">Delete account…</Button>
        </>
      }
    >
      Deleting removes every row of this account here; the broker's positions and orders stay. You type its
      name to confirm.
    </Notice>
  )
}
