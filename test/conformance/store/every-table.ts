import type pg from 'pg'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { runTransaction, TRANSACTION_LIMITS } from '../../../src/adapters/postgres/transaction-runner.ts'
import type { Store } from '../../../src/ports/store/store.ts'
import { liveChoice } from './account-choices-contract.ts'
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
import { sealedToken } from './tokens-contract.ts'
import { volatilityRecord } from './volatility-contract.ts'
import { breakRecord, riskFlag } from './account-state-contract.ts'

/** Writes as a user into every table that the ports know. */
export async function fillTables(store: Store, username: string): Promise<void> {
  await store.transact(username, async (tx) => {
    await tx.insertAccount(accountRecord())
    await tx.putAccountChoice(liveChoice('live:6YA1'))
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
    await tx.putSealedToken(sealedToken())
    await tx.putDailySummary({ account: ACCOUNT, day: DAY, generatedAt: OPEN, summary: {} })
  })
}

/** Writes a person with everything that signs them in, past the app's role, which reaches none of it. */
export async function fillPeopleTables(pool: pg.Pool, username: string): Promise<void> {
  const rows: readonly (readonly [table: string, values: string])[] = [
    ['auth_users (id, name, email)', `$1::text, $1::text, lower($1::text) || '@example.org'`],
    ['auth_accounts (id, user_id, account_id, provider_id)', `$1::text, $1::text, $1::text, 'credential'`],
    ['auth_sessions (id, user_id, token, expires_at)', `$1::text, $1::text, $1::text, now()`],
    ['auth_verifications (id, identifier, value, expires_at)', `$1::text, $1::text, $1::text, now()`],
    ['auth_two_factors (id, user_id, secret, backup_codes)', `$1::text, $1::text, 'sealed', 'sealed'`],
    [
      'auth_passkeys (id, user_id, public_key, credential_id, counter, device_type, backed_up)',
      `$1::text, $1::text, 'key', $1::text, 0, 'singleDevice', false`,
    ],
    [
      'auth_invitations (id, code_hash, kind, role, created_at, expires_at)',
      `$1::text, encode(sha256($1::text::bytea), 'hex'), 'join', 'member', now(), now() + interval '1 day'`,
    ],
    [
      'auth_api_keys (id, user_id, name, start, key_hash, scopes, created_at, expires_at)',
      `$1::text, $1::text, 'key', 'lwk', encode(sha256($1::text::bytea), 'hex'), '{read}', now(), now() + interval '1 day'`,
    ],
  ]
  for (const [table, values] of rows) await pool.query(`insert into ${table} values (${values})`, [username])
}

/** Writes as a user into the tables that no port knows yet. */
export function fillOtherTables(pool: pg.Pool, username: string): Promise<void> {
  return runTransaction(pool, username, TRANSACTION_LIMITS, async (session) => {
    await session.write(
      `insert into trade_contexts (trade_id, moment, at, facts) values ('t1', 'ENTRY', now(), '{}')`,
    )
  })
}
