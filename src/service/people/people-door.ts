import type { Identity } from '../../ports/identity.ts'

/** What the HTTP door asks of whoever proves identities. */
export interface PeopleDoor {
  /**
   * Who sends this request, by its session cookie or its bearer key; null for nobody. It is asked on every request, so
   * it keeps what it has proved for a few seconds, and forgets it at once when a session or key is ended here.
   */
  identify(headers: Headers): Promise<Identity | null>
  /**
   * Answers what is under `/api/auth/`: joining, sign-in, sign-out, second factors, passkeys. The address is the
   * sender’s, as the socket or a trusted proxy tells it, for the limits of a network; null when nobody knows.
   */
  handle(request: Request, address: string | null): Promise<Response>
}
