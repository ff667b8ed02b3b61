import { describe, it } from 'vitest'
import type { Store } from '../../../src/ports/store/store.ts'
import {
  breaksContract,
  decisionsContract,
  leasesContract,
  riskStateContract,
  settingsContract,
} from './account-state-contract.ts'
import { accountsContract, snapshotsContract } from './accounts-contract.ts'
import type { ContractPart } from './contract.ts'
import { idempotencyContract } from './idempotency-contract.ts'
import { intentsContract } from './intents-contract.ts'
import { ordersContract } from './orders-contract.ts'
import { positionsContract } from './positions-contract.ts'
import { proposalsContract } from './proposals-contract.ts'
import { recordsContract } from './records-contract.ts'
import { tradeQueryContract } from './trade-query-contract.ts'
import { tradesContract } from './trades-contract.ts'
import { unitOfWorkContract } from './unit-of-work-contract.ts'
import { volatilityContract } from './volatility-contract.ts'

const PARTS: Readonly<Record<string, ContractPart>> = {
  'unit of work': unitOfWorkContract,
  accounts: accountsContract,
  snapshots: snapshotsContract,
  positions: positionsContract,
  orders: ordersContract,
  intents: intentsContract,
  trades: tradesContract,
  proposals: proposalsContract,
  decisions: decisionsContract,
  breaks: breaksContract,
  'risk state': riskStateContract,
  settings: settingsContract,
  leases: leasesContract,
  records: recordsContract,
  volatilities: volatilityContract,
  'idempotency keys': idempotencyContract,
  'trade queries': tradeQueryContract,
}

/** Registers what every store must do, for the store that `open` gives once the tests run. */
export function testStoreContract(open: () => Store): void {
  for (const [part, tests] of Object.entries(PARTS)) {
    describe(part, () => {
      for (const [name, test] of Object.entries(tests)) it(name, () => test(open()))
    })
  }
}
