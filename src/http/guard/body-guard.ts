import type { Context, MiddlewareHandler } from 'hono'
import { problem } from '../problem.ts'
import type { GuardEnv } from './guard-env.ts'
import { jsonDepth } from './json-depth.ts'

/** No request of ours is longer. */
export const LONGEST_BODY_BYTES = 65_536
const DEEPEST = 20
/** A body that comes in drops would hold a connection for ever. */
const BODY_MS = 10_000
const JSON_TYPE = /^application\/json\s*(;\s*charset=utf-8\s*)?$/i

/** Why a body was not read. */
type Trouble = 'too_long' | 'too_slow'

/**
 * Takes bodies of JSON and of nothing else: 64 KiB at most, within ten seconds, no deeper than twenty brackets, not
 * compressed. The body is read here once; whoever comes after reads it from memory.
 *
 * Answers 413, 408, 415 and 400.
 */
export function bodyGuard(): MiddlewareHandler<GuardEnv> {
  return async (c, next) => {
    const { raw } = c.req
    if (raw.body === null || raw.method === 'GET' || raw.method === 'HEAD') return next()
    if (Number(c.req.header('content-length') ?? 0) > LONGEST_BODY_BYTES) return tooLong(c)
    if (c.req.header('content-encoding') !== undefined) {
      return problem(c, 415, 'body_must_not_be_compressed', 'Send the body as it is, not compressed.')
    }
    const bytes = await readBytes(raw.body)
    if (bytes === 'too_long') return tooLong(c)
    if (bytes === 'too_slow') {
      return problem(c, 408, 'body_must_come_in_time', 'The body took longer than ten seconds to arrive.')
    }
    if (bytes.length > 0) {
      if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
        return problem(c, 415, 'body_must_be_json', 'Send the body as application/json.')
      }
      if (!isSoundJson(bytes)) {
        return problem(
          c,
          400,
          'body_must_be_json',
          `The body must be JSON, no deeper than ${DEEPEST} brackets.`,
        )
      }
    }
    c.req.raw = new Request(raw.url, {
      method: raw.method,
      headers: raw.headers,
      body: bytes,
      signal: raw.signal,
    })
    return next()
  }
}

function tooLong(c: Context<GuardEnv>): Response {
  return problem(c, 413, 'body_must_be_short', `The body is longer than ${LONGEST_BODY_BYTES} bytes.`)
}

async function readBytes(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | Trouble> {
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'too_slow'>((resolve) => {
    timer = setTimeout(() => resolve('too_slow'), BODY_MS)
  })
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late])
      if (read === 'too_slow') return stop(reader, read)
      if (read.done) return join(parts, length)
      length += read.value.length
      if (length > LONGEST_BODY_BYTES) return stop(reader, 'too_long')
      parts.push(read.value)
    }
  } finally {
    clearTimeout(timer)
  }
}

function stop(reader: ReadableStreamDefaultReader<Uint8Array>, trouble: Trouble): Trouble {
  // Not waited for: whoever sends so slowly or so much may not answer to that either.
  reader.cancel().catch(() => undefined)
  return trouble
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** The depth is judged before anything is parsed: a parser that goes as deep as it is told can be told too much. */
function isSoundJson(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (jsonDepth(text) > DEEPEST) return false
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
