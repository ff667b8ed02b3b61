import type { HandDesk } from '../../engine/risk-gate/hand-desk.ts'
import type { ExitDeps } from '../../engine/exits/exit-deps.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Log } from '../../ports/log.ts'
import type { OrderDesk } from '../../ports/order-desk.ts'
import type { AccountView } from './account-view.ts'

/** What a person's hand on an account needs: its store, and the engine's own ways to the broker. */
export interface PersonDesk {
  readonly view: AccountView
  readonly desk: Pick<OrderDesk, 'place' | 'cancel'>
  readonly ids: Ids
  readonly log: Log
  /** What exits need, with the settings of now. */
  readonly exits: () => Promise<ExitDeps>
  /** What entries by hand need, with the settings of now. */
  readonly entries: () => Promise<HandDesk>
  /** The wall's time, by which the keys of requests age; the account's own clock may be a market's. */
  readonly wall: Pick<Clock, 'now'>
  /** Mirrors the account anew; whether the snapshot is complete. */
  readonly look: () => Promise<boolean>
  /** Reads orders back by their ids and takes in what they say. */
  readonly confirm: (orderIds: readonly string[]) => Promise<unknown>
}
