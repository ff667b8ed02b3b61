import type pg from 'pg'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { runTransaction, TRANSACTION_LIMITS } from '../../../src/adapters/postgres/transaction-runner.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { accountSnapshot, priceSnapshot } from './records-contract.ts'
import {
  ACCOUNT,
  accountRecord,
  brokerOrder,
  DAY,
  decisionRecord,
  OPEN,
  orderIntent,
  orderRecord,
  positionRow,
  proposalRecord,
  proposalRun,
  snapshotRecord,
} from './sample-records.ts'
import { filled, newTrade, told, tradeRecord } from './sample-trades.ts'
import { volatilityRecord } from './volatility-contract.ts'
import { breakRecord, riskFlag } from './account-state-contract.ts'

/** Writes as a user into every table that the ports know. */
export async function fillTables(store: Store, username: string): Promise<void> {
  await store.transact(username, async (tx) => {
    await tx.insertAccount(accountRecord())
    await tx.insertSnapshot(snapshotRecord('s1', 1))
    await tx.mirrorPositions(ACCOUNT, [positionRow('A')])
    await tx.saveOrders([orderRecord(brokerOrder('10'))])
    await tx.insertProposalRun(proposalRun('r1'), [proposalRecord('p1', 'r1')])
    const trade = tradeRecord(newTrade('t1'))
    await tx.insertTrade(trade)
    await tx.saveTrades([told(trade, filled(2))])
    await tx.insertIntent(orderIntent('i1', 't1'))
    await tx.insertDecisions([decisionRecord('d1')])
    await tx.insertBreaks([breakRecord('b1', 1)])
    await tx.raiseRiskFlag(riskFlag('CLOCK_SKEW'))
    await tx.putSetting({ account: ACCOUNT, key: 'k', value: 'v', updatedAt: OPEN })
    await tx.putSetting({ account: null, key: 'k', value: 'v', updatedAt: OPEN })
    await tx.beat(ACCOUNT, 'LAST_MONITOR_RUN', OPEN, null)
    await tx.claimLease('monitor', 'a', OPEN, instant(OPEN + 1))
    await tx.insertPriceSnapshots([priceSnapshot('t1', 1)])
    await tx.insertAccountSnapshot(accountSnapshot('s1', 1, { totalCash: cents(1) }))
    await tx.putVolatility(volatilityRecord(22))
    const times = { createdAt: OPEN, expiresAt: instant(OPEN + 1) }
    await tx.claimKey({ key: 'k', requestHash: 'h', subject: null, ...times }, OPEN)
    await tx.putDailySummary({ account: ACCOUNT, day: DAY, generatedAt: OPEN, summary: {} })
  })
}

/** Writes as a user into the tables that no port knows yet. */
export function fillOtherTables(pool: pg.Pool, username: string): Promise<void> {
  return runTransaction(pool, username, TRANSACTION_LIMITS, async (session) => {
    await session.write(
      `insert into trade_contexts (trade_id, moment, at, facts) values ('t1', 'ENTRY', now(), '{}')`,
    )
  })
}
