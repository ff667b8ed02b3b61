import type { Instant } from '../../domain/calendar/instant.ts'
import type { HeartbeatStore, SettingRecord, SettingsStore } from '../../ports/store/settings-store.ts'
import { byText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** The settings of a user. Those of all accounts are kept under the empty name, which no account has. */
export function memorySettings(session: MemorySession): SettingsStore {
  const byKey = new MemoryIndex<SettingRecord>(
    ({ account }) => account ?? '',
    byText(({ key }) => key),
  )
  const settings = new MemoryTable('settings', session.journal, [byKey])
  return {
    async settings(account) {
      return [...settings.rows(byKey, '').all(), ...settings.rows(byKey, account).all()]
    },
    async putSetting(record) {
      if (record.account !== null) session.checkAccount(record.account)
      settings.put(keyOf(record.account ?? '', record.key), record)
    },
    async deleteSetting(account, key) {
      settings.delete(keyOf(account ?? '', key))
    },
    async replaceSettings(account, records) {
      session.checkAccount(account)
      for (const { key } of settings.rows(byKey, account).all()) settings.delete(keyOf(account, key))
      for (const record of records) settings.insert(keyOf(account, record.key), { ...record, account })
    },
  }
}

interface Heartbeat {
  readonly account: string
  readonly name: string
  readonly beat: { readonly at: Instant; readonly detail: string | null }
}

/** When things last happened. */
export function memoryHeartbeats(session: MemorySession): HeartbeatStore {
  const ofAccount = new MemoryIndex<Heartbeat>(
    ({ account }) => account,
    byText(({ name }) => name),
  )
  const beats = new MemoryTable('heartbeats', session.journal, [ofAccount])
  return {
    async beat(account, name, at, detail) {
      session.checkAccount(account)
      beats.put(keyOf(account, name), { account, name, beat: { at, detail } })
    },
    async heartbeats(account) {
      return new Map(
        beats
          .rows(ofAccount, account)
          .all()
          .map(({ name, beat }) => [name, beat]),
      )
    },
  }
}
