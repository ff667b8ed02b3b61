import { invariant } from '../../domain/invariant.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import { type AccountRecord, type AccountStore, accountName } from '../../ports/store/account-store.ts'
import { columnsOf, insertInto, inputTable, inputValues } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<AccountRecord>({
  account: ['text', ({ account }) => account],
  environment: ['text', ({ key }) => key.environment],
  account_id: ['text', ({ key }) => key.accountId],
  epoch: ['integer', ({ epoch }) => epoch],
  last_sequence: ['bigint', ({ lastSequence }) => lastSequence],
  snapshot_id: ['text', ({ snapshotId }) => snapshotId],
  created_at: ['timestamptz', ({ createdAt }) => createdAt],
})

const INSERT = insertInto('broker_accounts', COLUMNS)

const SELECT = `select account, environment, account_id as "accountId", epoch, last_sequence as "lastSequence",
  snapshot_id as "snapshotId", created_at as "createdAt" from broker_accounts`

// The sequence never goes back, whatever the writer believes.
const UPDATE = `update broker_accounts as stored
  set epoch = input.epoch, last_sequence = input.last_sequence, snapshot_id = input.snapshot_id,
    created_at = input.created_at
  from ${inputTable(COLUMNS)}
  where stored.account = input.account and stored.last_sequence <= input.last_sequence`

type AccountRow = Omit<AccountRecord, 'key'> & BrokerAccountKey

function recordOf({ environment, accountId, ...rest }: AccountRow): AccountRecord {
  return { ...rest, key: { environment, accountId } }
}

function checkName(record: AccountRecord): void {
  invariant(record.account === accountName(record.key), `account ${record.account} is not named by its key`)
}

/** The accounts of the user. */
export function postgresAccounts(session: Session): AccountStore {
  return {
    async insertAccount(record) {
      checkName(record)
      await session.write(INSERT, inputValues(COLUMNS, [record]))
    },
    async accounts() {
      return (await session.rows<AccountRow>(`${SELECT} order by account`)).map(recordOf)
    },
    async accountByName(account) {
      // Nobody else can change a row that this transaction has locked.
      const locked = session.locked.get(account)
      if (locked !== undefined) return locked
      const row = await session.row<AccountRow>(`${SELECT} where account = $1`, [account])
      return row === null ? null : recordOf(row)
    },
    async lockAccount(account) {
      const row = await session.row<AccountRow>(`${SELECT} where account = $1 for update`, [account])
      invariant(row !== null, `there is no account ${account} to lock`)
      const record = recordOf(row)
      session.locked.set(account, record)
      return record
    },
    async saveAccount(record) {
      checkName(record)
      const { account, lastSequence } = record
      const stored = session.locked.get(account)
      invariant(stored !== undefined, `account ${account} is saved without its lock`)
      const written = await session.write(UPDATE, inputValues(COLUMNS, [record]))
      invariant(
        written === 1,
        `the sequence of account ${account} would go back from ${stored.lastSequence} to ${lastSequence}`,
      )
      session.locked.set(account, record)
    },
  }
}
