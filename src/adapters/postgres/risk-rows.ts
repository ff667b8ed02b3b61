import { RISK_FLAGS, type RiskFlagRecord, type RiskStateStore } from '../../ports/store/risk-state-store.ts'
import { columnsOf, insertInto, inputValues, setExcluded } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<RiskFlagRecord>({
  account: ['text', ({ account }) => account],
  flag: ['text', ({ flag }) => flag],
  day: ['date', ({ day }) => day],
  raised_at: ['timestamptz', ({ raisedAt }) => raisedAt],
  reason: ['text', ({ reason }) => reason],
  counted: ['jsonb', ({ counted }) => counted],
})

const RAISE = `${insertInto('risk_state', COLUMNS)}
  on conflict (username, account, flag) do update set ${setExcluded(COLUMNS, ['account', 'flag'])}`

const STANDING = `select account, flag, day, raised_at as "raisedAt", reason, counted
  from risk_state where account = $1 and (day is null or day = $2)`

const CLEAR = 'delete from risk_state where account = $1 and flag = $2'

/** The risk conditions of the user's accounts. */
export function postgresRiskState(session: Session): RiskStateStore {
  return {
    async riskFlags(account, day) {
      const records = await session.rows<RiskFlagRecord>(STANDING, [account, day])
      return records.sort((a, b) => RISK_FLAGS.indexOf(a.flag) - RISK_FLAGS.indexOf(b.flag))
    },
    async raiseRiskFlag(record) {
      await session.write(RAISE, inputValues(COLUMNS, [record]))
    },
    async clearRiskFlag(account, flag) {
      await session.write(CLEAR, [account, flag])
    },
  }
}
