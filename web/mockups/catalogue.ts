import { openPositions } from './01-open-positions.tsx'
import { expandedRow } from './02-expanded-row.tsx'
import { tradeHistory } from './03-trade-history.tsx'
import { performance } from './04-performance.tsx'
import { mobile } from './05-mobile.tsx'
import { confirm } from './06-confirm.tsx'
import { syncAlert } from './07-sync-alert.tsx'
import { shell } from './08-shell.tsx'
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
]
