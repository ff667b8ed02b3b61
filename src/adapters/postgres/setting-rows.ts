import type { Instant } from '../../domain/calendar/instant.ts'
import type { HeartbeatStore, SettingRecord, SettingsStore } from '../../ports/store/settings-store.ts'
import { columnsOf, inputValues, insertInto } from './column.ts'
import type { Session } from './session.ts'

const SELECT = `select null as account, key, value, updated_at as "updatedAt", 0 as rank from user_settings
  union all select account, key, value, updated_at, 1 from settings where account = $1
  order by rank, key`

const PUT_FOR_USER = `insert into user_settings (key, value, updated_at) values ($1, $2, $3)
  on conflict (username, key) do update set value = excluded.value, updated_at = excluded.updated_at`
const PUT = `insert into settings (key, value, updated_at, account) values ($1, $2, $3, $4)
  on conflict (username, account, key) do update set value = excluded.value, updated_at = excluded.updated_at`

const DELETE_FOR_USER = 'delete from user_settings where key = $1'
const DELETE = 'delete from settings where key = $1 and account = $2'

const COLUMNS = columnsOf<SettingRecord>({
  account: ['text', ({ account }) => account],
  key: ['text', ({ key }) => key],
  value: ['text', ({ value }) => value],
  updated_at: ['timestamptz', ({ updatedAt }) => updatedAt],
})
const DELETE_OTHERS = 'delete from settings where account = $1 and not (key = any($2::text[]))'
const PUT_ALL = `${insertInto('settings', COLUMNS)}
  on conflict (username, account, key) do update set value = excluded.value, updated_at = excluded.updated_at`

/** The settings of the user: those of all accounts in one table, those of an account in another. */
export function postgresSettings(session: Session): SettingsStore {
  return {
    async settings(account) {
      const rows = await session.rows<SettingRecord & { readonly rank: number }>(SELECT, [account])
      return rows.map(({ rank, ...record }) => record)
    },
    async putSetting({ account, key, value, updatedAt }) {
      const values = [key, value, new Date(updatedAt)]
      await (account === null
        ? session.write(PUT_FOR_USER, values)
        : session.write(PUT, [...values, account]))
    },
    async deleteSetting(account, key) {
      await (account === null ? session.write(DELETE_FOR_USER, [key]) : session.write(DELETE, [key, account]))
    },
    async replaceSettings(account, records) {
      await session.write(DELETE_OTHERS, [account, records.map(({ key }) => key)])
      const own = records.map((record) => ({ ...record, account }))
      if (own.length > 0) await session.write(PUT_ALL, inputValues(COLUMNS, own))
    },
  }
}

const BEAT = `insert into heartbeats (account, name, at, detail) values ($1, $2, $3, $4)
  on conflict (username, account, name) do update set at = excluded.at, detail = excluded.detail`

const BEATS = 'select name, at, detail from heartbeats where account = $1 order by name'

interface Heartbeat {
  readonly name: string
  readonly at: Instant
  readonly detail: string | null
}

/** When things last happened. */
export function postgresHeartbeats(session: Session): HeartbeatStore {
  return {
    async beat(account, name, at, detail) {
      await session.write(BEAT, [account, name, new Date(at), detail])
    },
    async heartbeats(account) {
      const rows = await session.rows<Heartbeat>(BEATS, [account])
      return new Map(rows.map(({ name, at, detail }) => [name, { at, detail }]))
    },
  }
}
