import type { Fault } from './fault.ts'
import { responseOf, type WrittenReply } from './reply.ts'

const PAGE =
  '<!DOCTYPE html><html><head><title>Tradier</title></head><body><h1>We will be right back.</h1></body></html>'
const CUT_AT = 0.6
/** A byte that UTF-8 never has. */
const NO_UTF8 = 0xff
const TEXT = { 'Content-Type': 'text/plain;charset=UTF-8' }

type ConnectionCode = 'ECONNREFUSED' | 'UND_ERR_HEADERS_TIMEOUT'

/** The connection itself failed, as `fetch` tells it: a TypeError whose cause has the code. */
function connectionError(code: ConnectionCode): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

/** The code of a planned failure of the connection; null for any other error, which is a bug. */
export function connectionCodeOf(error: unknown): ConnectionCode | null {
  const code = error instanceof TypeError ? (error.cause as { code?: unknown } | undefined)?.code : undefined
  return code === 'ECONNREFUSED' || code === 'UND_ERR_HEADERS_TIMEOUT' ? code : null
}

/** The body of a server error: the backend's text at 500, a web page from the gateways before it. */
function serverError(status: number): Response {
  if (status === 500) {
    const text = 'An error occurred while communicating with the backend.'
    return new Response(text, { status, headers: TEXT })
  }
  const page = `<html><body><h1>${status}</h1></body></html>`
  return new Response(page, { status, headers: { 'Content-Type': 'text/html' } })
}

/** Whether the fault strikes before the request has had any effect. */
export function strikesBefore(fault: Fault): boolean {
  if (fault.kind === 'timeout' || fault.kind === 'status' || fault.kind === 'text') return !fault.after
  return fault.kind === 'refused' || fault.kind === 'redirect'
}

/** The faulty answer instead of a request that is not carried out; no answer is a thrown `TypeError`. */
export function answerBefore(fault: Fault, url: URL): Response {
  switch (fault.kind) {
    case 'status':
      return serverError(fault.status)
    case 'text':
      return new Response(fault.text, { status: fault.status, headers: TEXT })
    case 'redirect':
      return new Response(null, { status: fault.status, headers: { Location: url.pathname + url.search } })
    default:
      throw connectionError(fault.kind === 'refused' ? 'ECONNREFUSED' : 'UND_ERR_HEADERS_TIMEOUT')
  }
}

function garbled({ status, headers, body }: WrittenReply): Response {
  const bytes = new TextEncoder().encode(body)
  if (bytes.length > 0) bytes[bytes.length >> 1] = NO_UTF8
  return new Response(bytes, { status, headers: { ...headers } })
}

/** What becomes of the answer of a request that was carried out; no answer is a thrown `TypeError`. */
export function spoilAnswer(answer: WrittenReply, fault: Fault | null): Response {
  switch (fault?.kind) {
    case 'timeout':
      throw connectionError('UND_ERR_HEADERS_TIMEOUT')
    case 'status':
      return serverError(fault.status)
    case 'text':
      return new Response(fault.text, { status: fault.status, headers: TEXT })
    case 'html':
      return new Response(PAGE, { status: 200, headers: { 'Content-Type': 'text/html' } })
    case 'truncated':
      return responseOf({ ...answer, body: answer.body.slice(0, Math.floor(answer.body.length * CUT_AT)) })
    case 'garbled':
      return garbled(answer)
    default:
      return responseOf(answer)
  }
}
