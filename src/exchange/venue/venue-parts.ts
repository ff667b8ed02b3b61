import { deliverContracts } from './deliver-contracts.ts'
import { cancelSiblings } from './group-life.ts'
import { applyFill } from './ledger.ts'
import { matchUnit } from './match-unit.ts'
import type { VenueParts } from './venue-state.ts'

/** The steps of the venue as they are meant. */
export const VENUE_PARTS: VenueParts = { matchUnit, applyFill, cancelSiblings, deliverContracts }
