import type { Instant } from '../../domain/calendar/instant.ts'

/** A setting as it was written; `value` is its text, checked by the settings' schema on write and on read. */
export interface SettingRecord {
  /** An account's name, or null for all accounts of the user. */
  readonly account: string | null
  readonly key: string
  readonly value: string
  readonly updatedAt: Instant
}

/** The settings of a user. */
export interface SettingsStore {
  /** Those of all accounts and those of this one. */
  settings(account: string): Promise<readonly SettingRecord[]>
  putSetting(record: SettingRecord): Promise<void>
  deleteSetting(account: string | null, key: string): Promise<void>
  /** Makes the settings of one account exactly these, in a fixed number of statements; those of all accounts stay. */
  replaceSettings(account: string, records: readonly SettingRecord[]): Promise<void>
}

/** When something last happened, such as `LAST_MONITOR_RUN`. */
export interface HeartbeatStore {
  beat(account: string, name: string, at: Instant, detail: string | null): Promise<void>
  heartbeats(
    account: string,
  ): Promise<ReadonlyMap<string, { readonly at: Instant; readonly detail: string | null }>>
}

/**
 * Claims that only one process works on something. The token rises with each change of hands, so that a holder
 * that slept past its lease can be told from the present one.
 */
export interface LeaseStore {
  /** The token when the lease was free, expired or ours; null when somebody else holds it. */
  claimLease(name: string, holder: string, now: Instant, untilMs: Instant): Promise<number | null>
  releaseLease(name: string, holder: string): Promise<void>
  /** Whether this token still holds the lease at an instant. */
  holdsLease(name: string, token: number, now: Instant): Promise<boolean>
}
