import type { Cents } from '../../domain/money/cents.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { RiskFlag } from '../../ports/store/risk-state-store.ts'
import type { EntryPlan } from './entry-plan.ts'
import type { ExposureBook } from './exposure-book.ts'

/** What the gate judges: an entry against everything that the account has, may have or is about to have. */
export interface EntryInput {
  readonly plan: EntryPlan
  readonly book: ExposureBook
  readonly settings: Settings
  /** Of the account's newest complete snapshot; null when it reported none. */
  readonly equity: Cents | null
  readonly optionBuyingPower: Cents | null
  /** Conditions that stand; any of them stops entries. */
  readonly flags: readonly RiskFlag[]
}
