import { type DoorAnswer, DoorProblem, type DoorRoom } from './door-call.ts'
import type { DoorClock } from './door-clock.ts'
import { LEVERS } from './door-levers.ts'
import { readText } from './request-params.ts'

/** Where the door for tests and demos is; Tradier has nothing there. */
export const DOOR_PREFIX = '/_exchange/'

/** What opens the door. */
export interface DoorParts {
  /** The bearer token of the door: a trader's token does not open it. */
  readonly token: string
  /** Absent when nobody may move the clock. */
  readonly clock?: DoorClock
}

function problem({ status, code, message }: DoorProblem): Response {
  const body = JSON.stringify({ status, code, detail: message })
  return new Response(body, { status, headers: { 'Content-Type': 'application/problem+json' } })
}

function parsed(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new DoorProblem(400, 'body_must_be_json', 'The body is no JSON; send one JSON object.')
  }
}

/** The door for tests and demos: JSON in, JSON out, errors as problem details. It is no part of Tradier's API. */
export class ControlDoor {
  private readonly token: string
  private readonly room: DoorRoom

  constructor({ token, ...room }: { readonly token: string } & DoorRoom) {
    this.token = token
    this.room = room
  }

  /** Reads the request; the returned function then moves the lever in one go, with nothing in between. */
  async answer(request: Request, url: URL, before: () => void): Promise<Response> {
    try {
      if (request.headers.get('authorization') !== `Bearer ${this.token}`) {
        throw new DoorProblem(
          401,
          'token_must_be_of_the_door',
          "Send the door's own token: Authorization: Bearer ...",
        )
      }
      const lever = leverOf(request.method, url.pathname.slice(DOOR_PREFIX.length))
      const given =
        request.method === 'GET'
          ? Object.fromEntries(url.searchParams)
          : parsed((await readText(request)) ?? '{}')
      before()
      const { status, body } = lever(this.room, given)
      return Response.json(body, { status: status ?? 200 })
    } catch (error) {
      if (error instanceof DoorProblem) return problem(error)
      throw error
    }
  }
}

function leverOf(method: string, path: string): (room: DoorRoom, given: unknown) => DoorAnswer {
  const here = LEVERS.filter(([, name]) => name === path.replace(/\/+$/, ''))
  const found = here.find(([wanted]) => wanted === method)
  if (found !== undefined) return found[2]
  if (here.length === 0) {
    const names = [...new Set(LEVERS.map(([, name]) => name))].join(', ')
    throw new DoorProblem(404, 'lever_must_exist', `There is no "${path}" here; there are ${names}.`)
  }
  throw new DoorProblem(
    405,
    'method_must_fit',
    `Use ${here.map(([wanted]) => wanted).join(' or ')} for "${path}".`,
  )
}
