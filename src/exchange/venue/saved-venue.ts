import { InstrumentTable } from './instrument.ts'
import type { VenueConfig } from './venue-config.ts'
import type { VenueParts, VenueRoom, VenueState } from './venue-state.ts'

// A state of another shape is another version.
const VERSION = 1

/** A venue as JSON can hold it. Its configuration is not part of it: it is given again. */
export interface SavedVenue {
  readonly version: typeof VERSION
  readonly state: unknown
}

/** Maps and sets as JSON can hold them, everything else as it is. */
function encode(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value].map(([key, one]) => [key, encode(one)]) }
  if (value instanceof Set) return { $set: [...value] }
  if (Array.isArray(value)) return value.map(encode)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, encode(one)]))
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode)
  if (typeof value !== 'object' || value === null) return value
  if ('$map' in value) {
    return new Map((value.$map as [unknown, unknown][]).map(([key, one]) => [key, decode(one)]))
  }
  if ('$set' in value) return new Set(value.$set as unknown[])
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, decode(one)]))
}

/** Everything that a venue remembers, for JSON; what happens to the venue later does not change it. */
export function saveVenue({ state }: VenueRoom): SavedVenue {
  return { version: VERSION, state: encode(state) }
}

/** The room of a saved venue, or null when it is none that this version saved. */
export function roomOf(config: VenueConfig, saved: unknown, parts: VenueParts): VenueRoom | null {
  if (typeof saved !== 'object' || saved === null) return null
  if (!('version' in saved) || saved.version !== VERSION || !('state' in saved)) return null
  const state = decode(saved.state) as VenueState
  return { config, state, instruments: new InstrumentTable(state.adjusted), parts }
}
