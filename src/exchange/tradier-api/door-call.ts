import type { VenueControl } from '../venue/venue-control.ts'
import type { DoorClock } from './door-clock.ts'
import type { FaceRoom } from './face-call.ts'
import type { FaultDesk } from './fault-desk.ts'

/** What the levers of the door move. */
export interface DoorRoom {
  readonly room: FaceRoom
  readonly faults: FaultDesk
  /** Absent when the venue has no levers. */
  readonly control: VenueControl | undefined
  /** Absent when nobody may move the clock. */
  readonly clock: DoorClock | undefined
}

/** An answer of the door: JSON at a status, 200 unless said. */
export interface DoorAnswer {
  readonly status?: number
  readonly body: unknown
}

/** Why a lever does not move: status, code of the rule, and a sentence that says what to do. */
export class DoorProblem extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
  }
}

/** A lever: it gets the JSON of the body, or the query of a `GET`. */
export type Lever = (room: DoorRoom, given: unknown) => DoorAnswer
