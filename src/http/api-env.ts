import type { Context } from 'hono'
import type { Identity } from '../ports/identity.ts'

/** What every request carries on its way. */
export interface ApiEnv {
  Variables: {
    requestId: string
    identity: Identity | null
  }
  Bindings: {
    /** Node's own request, when there is a socket. */
    incoming?: { readonly socket?: { readonly remoteAddress?: string } }
  }
}

/** A request of the API. */
export type ApiContext = Context<ApiEnv>
