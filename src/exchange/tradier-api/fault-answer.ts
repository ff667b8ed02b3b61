import type { Fault } from './fault.ts'

const PAGE =
  '<!DOCTYPE html><html><head><title>Tradier</title></head><body><h1>We will be right back.</h1></body></html>'
const CUT_AT = 0.6

/** The connection itself failed, as `fetch` tells it: a TypeError whose cause has the code. */
function connectionError(code: 'ECONNREFUSED' | 'UND_ERR_HEADERS_TIMEOUT'): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

/** The body of a server error: the backend's text at 500, a web page from the gateways before it. */
function serverError(status: number): Response {
  const own = status === 500
  const body = own
    ? 'An error occurred while communicating with the backend.'
    : `<html><body><h1>${status}</h1></body></html>`
  return new Response(body, {
    status,
    headers: { 'Content-Type': own ? 'text/plain;charset=UTF-8' : 'text/html' },
  })
}

/** Whether the fault strikes before the request has had any effect. */
export function strikesBefore(fault: Fault): boolean {
  if (fault.kind === 'timeout' || fault.kind === 'status') return !fault.after
  return fault.kind === 'refused'
}

/** The faulty answer instead of a request that is not carried out; no answer is a thrown `TypeError`. */
export function answerBefore(fault: Fault): Response {
  if (fault.kind === 'status') return serverError(fault.status)
  throw connectionError(fault.kind === 'refused' ? 'ECONNREFUSED' : 'UND_ERR_HEADERS_TIMEOUT')
}

/** What becomes of the answer of a request that was carried out. */
export async function spoilAnswer(answer: Response, fault: Fault | null): Promise<Response> {
  const { status, headers } = answer
  switch (fault?.kind) {
    case 'timeout':
      throw connectionError('UND_ERR_HEADERS_TIMEOUT')
    case 'status':
      return serverError(fault.status)
    case 'html':
      return new Response(PAGE, { status: 200, headers: { 'Content-Type': 'text/html' } })
    case 'truncated': {
      const text = await answer.text()
      return new Response(text.slice(0, Math.floor(text.length * CUT_AT)), { status, headers })
    }
    default:
      return answer
  }
}
