import type { BrokerToken } from './broker-token.ts'
import type { FormFields, HttpCall } from './http-transport.ts'
import type { TradierEndpoint } from './tradier-endpoint.ts'

/** An answer is at most so long: Tradier's gateway ends at 10 MB. */
export const MOST_BODY_BYTES = 33_554_432

function encoded(fields: FormFields): string {
  const params = new URLSearchParams()
  for (const [name, value] of fields) params.append(name, value)
  return params.toString()
}

/** The whole address of a call. */
export function urlOf(endpoint: TradierEndpoint, call: HttpCall): string {
  const query = call.query === undefined || call.query.length === 0 ? '' : `?${encoded(call.query)}`
  return `${endpoint.baseUrl}${call.path}${query}`
}

/** The form as text, or null when the call has none. */
export function bodyOf(call: HttpCall): string | null {
  return call.form === undefined ? null : encoded(call.form)
}

/** The headers of a call. Without `Accept` Tradier answers in XML. */
export function headersOf(
  endpoint: TradierEndpoint,
  token: BrokerToken,
  call: HttpCall,
): Record<string, string> {
  return {
    Accept: 'application/json',
    Authorization: token.bearerFor(endpoint.environment),
    ...(call.form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
  }
}

/** The body as text without the token, or null when it is no UTF-8: a mended letter could be part of a symbol. */
export function textOf(bytes: Uint8Array, token: BrokerToken): string | null {
  try {
    return token.redact(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
