import { openPositions } from './01-open-positions.tsx'
import { expandedRow } from './02-expanded-row.tsx'
import { tradeHistory } from './03-trade-history.tsx'
import { performance } from './04-performance.tsx'
import { mobile } from './05-mobile.tsx'
import { confirm } from './06-confirm.tsx'
import { syncAlert } from './07-sync-alert.tsx'
import { shell } from './08-shell.tsx'
import { scanner } from './09-scanner.tsx'
import { tradeTicket } from './10-trade-ticket.tsx'
import { activity } from './11-activity.tsx'
import { settings } from './12-settings.tsx'
import { firstRun, signIn } from './13-first-run.tsx'
import { states } from './14-states.tsx'
import type { Mockup } from './mockup.tsx'

/** Every mock-up, by number. */
export const MOCKUPS: readonly Mockup[] = [
  openPositions,
  expandedRow,
  tradeHistory,
  performance,
  mobile,
  confirm,
  syncAlert,
  shell,
  scanner,
  tradeTicket,
  activity,
  settings,
  firstRun,
  signIn,
  states,
]
