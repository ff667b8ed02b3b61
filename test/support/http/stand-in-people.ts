import type { Identity, Scope } from '../../../src/ports/identity.ts'
import type { PeopleDoor } from '../../../src/service/people/people-door.ts'

/** A bearer key of a test: `USERNAME.scope+scope`, or `USERNAME` with all scopes. */
export function bearer(username: string, scopes: readonly Scope[] = ALL): Record<string, string> {
  return { authorization: `Bearer ${username}.${scopes.join('+')}` }
}

const ALL: readonly Scope[] = ['read', 'trade-paper', 'trade-live', 'admin']

/** Takes a key's word for whose it is: what proves identities has tests of its own. */
export function standInPeople(users: readonly string[]): PeopleDoor {
  return {
    async identify(headers) {
      const proof =
        headers.get('authorization') ?? headers.get('cookie')?.replace('session=', 'Bearer ') ?? ''
      const shown = /^Bearer (\w+)\.([\w+-]*)$/.exec(proof)
      if (shown === null || !users.includes(shown[1]!)) return null
      const scopes = shown[2]!.split('+').filter((scope) => scope !== '') as Scope[]
      return {
        username: shown[1]!,
        name: `${shown[1]} by name`,
        scopes,
        via: 'api_key',
        provedAt: null,
      } satisfies Identity
    },
    async handle() {
      return new Response('{}', { headers: { 'content-type': 'application/json' } })
    },
  }
}
