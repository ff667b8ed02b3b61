import { Bell, EyeOff, MonitorCog, MoreVertical, Volume2 } from 'lucide-react'
import type { DeskView } from '../api/desk-view.ts'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { switchPrivacy, switchTheme } from '../ui/theme.ts'
import { KillSwitch } from './kill-switch.tsx'

interface HeaderActionsProps {
  readonly desk: DeskView
  readonly killSwitchOpen: boolean
}

/** What a person may want at any moment: stop, notifications, sounds, privacy, theme. */
export function HeaderActions({ desk, killSwitchOpen }: HeaderActionsProps) {
  const { entries, unread } = desk
  return (
    <div className="ml-auto flex items-center gap-1">
      <KillSwitch entries={entries} defaultOpen={killSwitchOpen} />
      <Notifications unread={unread} />
      <Button
        kind="quiet"
        size="icon"
        className="max-lg:hidden"
        aria-label="Mute sounds"
        aria-pressed={false}
      >
        <Volume2 aria-hidden="true" className="size-5" />
      </Button>
      <Button
        kind="quiet"
        size="icon"
        className="max-lg:hidden"
        aria-label="Hide amounts"
        onClick={switchPrivacy}
      >
        <EyeOff aria-hidden="true" className="size-5" />
      </Button>
      <Button
        kind="quiet"
        size="icon"
        className="max-lg:hidden"
        aria-label="Change theme"
        onClick={switchTheme}
      >
        <MonitorCog aria-hidden="true" className="size-5" />
      </Button>
      <MoreMenu account={desk.account} />
    </div>
  )
}

function MoreMenu({ account }: Pick<DeskView, 'account'>) {
  return (
    <Menu
      trigger={
        <Button kind="quiet" size="icon" className="max-md:min-w-11" aria-label="More">
          <MoreVertical aria-hidden="true" className="size-5" />
        </Button>
      }
    >
      <MenuItem title="Switch account">{account}</MenuItem>
      <MenuItem title="Change theme" onSelect={switchTheme}>
        System, light, dark
      </MenuItem>
      <MenuItem title="Hide amounts" onSelect={switchPrivacy}>
        For when somebody looks on
      </MenuItem>
      <MenuItem title="Keyboard shortcuts">Press ? anywhere</MenuItem>
      <MenuItem title="Sign out" />
    </Menu>
  )
}

function Notifications({ unread }: Pick<DeskView, 'unread'>) {
  return (
    <Button
      kind="quiet"
      size="icon"
      className="relative max-md:min-w-11"
      aria-label={`Notifications, ${unread} new`}
    >
      <Bell aria-hidden="true" className="size-5" />
      {unread > 0 ? (
        <span
          aria-hidden="true"
          className="num absolute top-0 right-0 grid min-w-4 place-items-center rounded-full bg-primary px-1 text-[0.625rem] leading-4 font-bold text-on-primary"
        >
          {unread}
        </span>
      ) : null}
    </Button>
  )
}
