import type { GatewayRefusal } from './access-token.ts'
import { writeJson } from './wire-json.ts'
import type { WireRecord } from './wire-value.ts'
import { writeXml } from './wire-xml.ts'

/** What a resource answers, before it is written in the format that was asked for. */
export type Reply =
  | { readonly kind: 'record'; readonly status: number; readonly record: WireRecord }
  | { readonly kind: 'text'; readonly status: number; readonly text: string }
  | { readonly kind: 'fault'; readonly status: number; readonly fault: GatewayRefusal }

/** An answer with data; a refusal by risk checks is one too, also at 200. */
export function recordReply(record: WireRecord, status = 200): Reply {
  return { kind: 'record', status, record }
}

/** A plain text, as Tradier words most errors. */
export function textReply(status: number, text: string): Reply {
  return { kind: 'text', status, text }
}

/** The text for a parameter that is wrong. */
export function invalidParameter(name: string, reason = 'is not valid.'): Reply {
  return textReply(400, `Invalid parameter, ${name}: ${reason}`)
}

/** The text for an account that is not the token's, and for an order that does not exist. */
export function unauthorizedAccount(accountId: string): Reply {
  return textReply(401, `Unauthorized Account: ${accountId}`)
}

/** A refusal of the gateway, always JSON. */
export function faultReply(fault: GatewayRefusal, status: number): Reply {
  return { kind: 'fault', status, fault }
}

/** Whether a request asks for JSON; anything else, also any type, gets XML. */
export function wantsJson(accept: string | null): boolean {
  return (accept ?? '').toLowerCase().includes('application/json')
}

function written(reply: Reply, json: boolean): { readonly body: string; readonly type: string } {
  if (reply.kind === 'text') return { body: reply.text, type: 'text/plain;charset=UTF-8' }
  if (reply.kind === 'fault') {
    const { faultstring, errorcode } = reply.fault
    return { body: writeJson({ fault: { faultstring, detail: { errorcode } } }), type: 'application/json' }
  }
  return json
    ? { body: writeJson(reply.record), type: 'application/json;charset=UTF-8' }
    : { body: writeXml(reply.record), type: 'application/xml;charset=UTF-8' }
}

/** An answer as it goes over the wire. */
export interface WrittenReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Writes an answer as the request wants it. */
export function writeReply(reply: Reply, json: boolean, headers: Record<string, string>): WrittenReply {
  const { body, type } = written(reply, json)
  return { status: reply.status, headers: { ...headers, 'Content-Type': type }, body }
}

/** The response of an answer; a status that has no body gets none. */
export function responseOf({ status, headers, body }: WrittenReply): Response {
  return new Response(status === 204 || body === '' ? null : body, { status, headers: { ...headers } })
}
