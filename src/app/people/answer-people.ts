import type { PeopleAnswers } from '../../cli/people/people-answers.ts'
import { PEOPLE_REQUESTS, type PeopleRequest } from '../../contract/people-request.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { createKey, listKeys, revokeKey } from '../../service/people/api-keys.ts'
import { setDisabled } from '../../service/people/disable-person.ts'
import { invitePerson, resetPassword } from '../../service/people/invite-person.ts'
import { listPeople } from '../../service/people/list-people.ts'
import type { PeopleServices } from './people-services.ts'

const ASKS: ReadonlySet<string> = new Set(PEOPLE_REQUESTS.map(({ shape }) => shape.ask.value))

/** Whether a request is about people, keys or the vault. */
export function isPeopleRequest(request: { readonly ask: string }): request is PeopleRequest {
  return ASKS.has(request.ask)
}

/**
 * Answers whoever owns the data folder, who is asked for nothing more: the database is theirs anyway.
 *
 * @param isRunning whether a process that lets people in asks; the first code is good in that process alone
 */
export async function answerPeople(
  request: PeopleRequest,
  { gate, desk }: Pick<PeopleServices, 'gate' | 'desk'>,
  isRunning: boolean,
): Promise<Result<PeopleAnswers[PeopleRequest['ask']]>> {
  switch (request.ask) {
    case 'user_list':
      return listPeople(desk, 'console')
    case 'user_first_code': {
      if (!isRunning)
        return refuse('engine_must_run', 'Nobody can join now: start the engine first (npm start).')
      const code = await gate.firstCode()
      return code === null
        ? refuse('nobody_must_be_there', 'Somebody has joined already; legwork user invite lets others in.')
        : ok({ code })
    }
    case 'user_invite':
      return invitePerson(desk, 'console', request)
    case 'user_disable':
      return setDisabled(desk, 'console', request)
    case 'user_reset':
      return resetPassword(desk, 'console', request.email)
    case 'key_create': {
      const email = await emailOf(request.email, desk)
      return createKey(desk, 'console', email, request)
    }
    case 'key_list':
      return listKeys(desk, 'console', await emailOf(request.email, desk))
    case 'key_revoke': {
      const revoked = await revokeKey(desk, 'console', await emailOf(request.email, desk), request.id)
      return revoked.ok ? ok({ id: request.id }) : revoked
    }
    case 'vault_status':
      return ok(await desk.vault.status())
    case 'vault_rotate': {
      const rotated = await desk.vault.rotate()
      return rotated.ok ? ok({ changed: rotated.value }) : rotated
    }
  }
}

/** The address that is meant: the given one, or that of whoever is alone here. */
async function emailOf(given: string | null, { people }: PeopleServices['desk']): Promise<string | null> {
  if (given !== null) return given
  const [first, ...others] = await people.people()
  return first !== undefined && others.length === 0 ? first.email : null
}
