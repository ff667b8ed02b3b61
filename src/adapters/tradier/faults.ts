import type { BrokerFault, BrokerFaultKind } from '../../ports/broker-fault.ts'
import type { HttpOutcome } from './http-transport.ts'
import { backOffUntil } from './rate-window.ts'
import { refusalCodeOf } from './refusal-code.ts'
import { readBody } from './wire/body.ts'
import { errorTextsOf, gatewayFaultOf } from './wire/error.ts'

const MOST_WORDS = 200

/** An answer of the broker, whatever it says. */
export type Answered = Extract<HttpOutcome, { kind: 'answered' }>

/** What a status and body mean, before it is known whether the request was a read or an order. */
export type Verdict =
  | { readonly kind: 'value'; readonly value: unknown }
  /** Proven not carried out; `code` names why. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** The token or the account is not let in. */
  | {
      readonly kind: 'unauthorized'
      readonly code: string
      readonly message: string
      readonly gateway: boolean
    }
  | { readonly kind: 'over_quota'; readonly message: string; readonly proven: boolean }
  | { readonly kind: 'unreadable'; readonly code: string; readonly message: string }
  /** It proves nothing of an order; `stated` are errors in the broker's own form, a full answer to a mere question. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly stated: boolean }

/** Words of the broker that are fit for a person: one line, not long. */
export function fitWords(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const line = text.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS)}…` : line
}

/** A fault of the world. */
export function fault(
  kind: BrokerFaultKind,
  code: string,
  message: string,
  retryAt: number | null = null,
): BrokerFault {
  return { ok: false, kind, code, message, retryAt }
}

function unauthorizedVerdict(status: number, text: string | null, value: unknown): Verdict {
  const gateway = gatewayFaultOf(value)
  if (gateway !== null) {
    const code = gateway.code === '' ? `http_${status}` : (gateway.code.split('.').at(-1) ?? '')
    return { kind: 'unauthorized', code, message: fitWords(gateway.text), gateway: true }
  }
  if (text !== null && /^Unauthorized Account: /i.test(text)) {
    return { kind: 'unauthorized', code: 'unauthorized_account', message: fitWords(text), gateway: false }
  }
  const message = `Tradier answered ${status}: ${fitWords(text ?? 'no reason given')}`
  return { kind: 'failed', code: `http_${status}`, message, stated: false }
}

/** The verdict on a plain text or errors object with a 4xx status: refused only by words that are known. */
function refusedVerdict(status: number, text: string | null, value: unknown): Verdict {
  const parameter = /^Invalid parameter, ([^:]{1,60}): /i.exec(text ?? '')?.[1]
  if (text !== null && parameter !== undefined) {
    return { kind: 'refused', code: `invalid_parameter_${parameter}`, message: fitWords(text) }
  }
  if (text !== null && /^order already in finalized state: /i.test(text)) {
    return { kind: 'refused', code: 'order_already_final', message: fitWords(text) }
  }
  const errors = errorTextsOf(value)
  const texts = errors ?? (text === null ? [] : [text])
  const words = fitWords(texts.join(' '))
  const code = refusalCodeOf(texts)
  if (code !== null) return { kind: 'refused', code, message: words }
  const message = `Tradier answered ${status}: ${words === '' ? 'no reason given' : words}`
  return { kind: 'failed', code: `http_${status}`, message, stated: errors !== null }
}

function successVerdict(value: unknown): Verdict {
  const texts = errorTextsOf(value)
  if (texts === null) return { kind: 'value', value }
  const message = fitWords(texts.join(' '))
  const code = refusalCodeOf(texts)
  return code === null
    ? { kind: 'failed', code: 'unlisted_error', message, stated: true }
    : { kind: 'refused', code, message }
}

/** What an answer means. Nothing is refused by its status alone, and nothing is a value but a 200 with JSON. */
export function judgeAnswer({ status, text }: Answered): Verdict {
  const body = readBody(text)
  const plain = body.kind === 'text' ? body.text : null
  const value = body.kind === 'json' ? body.value : null
  if (status === 429) {
    const proven = /^Quota Violation/i.test(plain ?? '')
    return { kind: 'over_quota', message: 'Tradier counts too many requests in this minute.', proven }
  }
  if (status === 401 || status === 403) return unauthorizedVerdict(status, plain, value)
  if (status === 200 && body.kind !== 'json') {
    const code = body.kind === 'text' ? 'body_is_no_json' : body.code
    return { kind: 'unreadable', code, message: 'Tradier answered 200 with a body that is not JSON.' }
  }
  if (status === 200) return successVerdict(value)
  if (gatewayFaultOf(value)?.code === 'protocol.http.TooBigBody') {
    const message = 'The answer is longer than the gateway lets through.'
    return { kind: 'failed', code: 'body_too_big', message, stated: false }
  }
  if (status >= 400 && status < 500) return refusedVerdict(status, plain, value)
  return {
    kind: 'failed',
    code: `http_${status}`,
    message: `Tradier answered ${status}: ${fitWords(plain ?? 'no reason given')}`,
    stated: false,
  }
}

/** The fault of a read whose answer is no value. */
export function faultOfVerdict(
  verdict: Exclude<Verdict, { kind: 'value' }>,
  of: Answered,
  now: number,
): BrokerFault {
  switch (verdict.kind) {
    case 'refused':
      return fault('rejected', verdict.code, verdict.message)
    case 'unauthorized':
      return fault('unauthorized', verdict.code, verdict.message)
    case 'over_quota':
      return fault('rate_limited', 'http_429', verdict.message, backOffUntil(of.headers, of.text, now))
    case 'unreadable':
      return fault('malformed', verdict.code, verdict.message)
    case 'failed': {
      const closed = of.status === 401 || of.status === 403 ? 'unauthorized' : 'unavailable'
      return fault(verdict.stated ? 'rejected' : closed, verdict.code, verdict.message)
    }
  }
}

/** The fault of a read that was not answered. */
export function faultOfSilence(outcome: Exclude<HttpOutcome, { kind: 'answered' }>): BrokerFault {
  return fault('unavailable', outcome.code, `Tradier could not be reached (${outcome.code}).`)
}
