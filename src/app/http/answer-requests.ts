import type { Server, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { ApiDeps } from '../../http/api-deps.ts'
import { type PlainAnswer, quickLane } from '../../http/quick-lane.ts'
import type { SharedParts } from '../../http/shared-parts.ts'

/** Lets an app answer the requests of a server, and before it the quick lane those that it can. */
export function answerRequests(
  server: Server,
  app: { fetch(request: Request, env: object): Response | Promise<Response> },
  deps: ApiDeps,
  shared: SharedParts,
): void {
  const slowly = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  const lane = quickLane(deps, shared)
  server.on('request', (incoming, outgoing) => {
    const quick = lane(incoming)
    if (quick === null) return void slowly(incoming, outgoing)
    quick.then(
      (answer) => (answer === null ? slowly(incoming, outgoing) : send(outgoing, answer)),
      // What went wrong goes wrong in the app as well, which says so.
      () => slowly(incoming, outgoing),
    )
  })
}

function send(outgoing: ServerResponse, { status, headers, bytes }: PlainAnswer): void {
  outgoing.writeHead(status, [...headers])
  if (bytes === null) outgoing.end()
  else outgoing.end(bytes)
}
