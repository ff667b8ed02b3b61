import type { AccountDesk, BrokerAccountKey } from './broker-account.ts'
import type { PositionsDesk } from './broker-positions.ts'
import type { ReportsDesk } from './broker-reports.ts'
import type { ChangeDesk } from './order-change.ts'
import type { OrderDesk } from './order-desk.ts'

/** A broker for one account. Code that needs less asks for one of the desks. */
export interface BrokerProvider extends OrderDesk, ChangeDesk, AccountDesk, PositionsDesk, ReportsDesk {
  readonly key: BrokerAccountKey
}
