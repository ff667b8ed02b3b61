import type { Context, TypedResponse } from 'hono'
import type { JSONParsed } from 'hono/utils/types'
import type { Problem } from '../contract/api/problem.ts'
import type { Refusal } from '../domain/refusal.ts'
import { type ProblemStatus, statusOfCode } from './problem-status.ts'

/** An answer that says what went wrong, as the typed client sees it. */
export type ProblemAnswer = Response & TypedResponse<JSONParsed<Problem>, ProblemStatus, 'json'>

/**
 * An answer that says what went wrong, as RFC 9457 has it: `application/problem+json`, never to be cached. The code names
 * the rule and the detail is one sentence for a person; neither repeats what was sent.
 */
export function problem(
  c: Context,
  status: ProblemStatus,
  code: string,
  detail: string,
  more: Pick<Problem, 'fields' | 'state'> = {},
): ProblemAnswer {
  const body: Problem = {
    type: `urn:legwork:problem:${code}`,
    title: code.replaceAll('_', ' '),
    status,
    code,
    detail,
    ...more,
  }
  return c.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  }) as unknown as ProblemAnswer
}

/**
 * What is not there, whatever it is and whoever else may have it: one answer, the same to the last byte, so that it tells
 * nothing of what exists.
 */
export function notFound(c: Context): ProblemAnswer {
  return problem(c, 404, 'not_found', 'There is nothing here under this name.')
}

/** The answer to a refusal: its code, with the status that the code has; the present state where it names a version. */
export function refused(c: Context, refusal: Refusal, state?: unknown): ProblemAnswer {
  const status = statusOfCode(refusal.code)
  if (status === 404) return notFound(c)
  return problem(c, status, refusal.code, refusal.message, state === undefined ? {} : { state })
}
