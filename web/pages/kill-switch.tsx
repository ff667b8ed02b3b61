import { ChevronDown, CirclePause, CirclePlay } from 'lucide-react'
import type { DeskView } from '../api/desk-view.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'

const WORDS = {
  running: { label: 'Pause entries', short: 'Pause', Icon: CirclePause },
  paused: { label: 'Resume entries', short: 'Resume', Icon: CirclePlay },
  hard_stop: { label: 'Release hard stop', short: 'Stopped', Icon: CirclePlay },
} as const

interface KillSwitchProps {
  readonly entries: DeskView['entries']
  readonly defaultOpen: boolean
}

/** Pausing entries takes one press. What is harder to take back is in the menu, and asks for a typed word. */
export function KillSwitch({ entries, defaultOpen }: KillSwitchProps) {
  const { label, short, Icon } = WORDS[entries]
  const stopped = entries !== 'running'
  const look = stopped ? 'border-warn-line! bg-warn-wash! text-warn!' : ''
  return (
    <div className="flex">
      <Button className={`rounded-r-none ${look}`} aria-label={label}>
        <Icon aria-hidden="true" className="size-4" />
        <span className="max-xl:hidden">{label}</span>
        <span className="max-[23rem]:sr-only xl:hidden">{short}</span>
      </Button>
      <Menu
        defaultOpen={defaultOpen}
        trigger={
          <Button size="icon" className={`-ml-px rounded-l-none ${look}`} aria-label="Ways to stop">
            <ChevronDown aria-hidden="true" className="size-4" />
          </Button>
        }
      >
        <MenuItem title="Pause entries">Nothing new is opened. Exits and brackets go on.</MenuItem>
        <MenuItem title="Cancel working entries…">
          Asks the broker to cancel each entry order that is not filled.
        </MenuItem>
        <MenuItem title="Hard stop…" grave>
          Stops and cancels entries until a person releases it. Exits go on.
        </MenuItem>
        <MenuItem title="Close everything…" grave>
          Sends a closing order for every open trade. You type the number of trades to confirm.
        </MenuItem>
      </Menu>
    </div>
  )
}
