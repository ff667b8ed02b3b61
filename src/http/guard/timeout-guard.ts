import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.ts'
import type { GuardEnv } from './guard-env.ts'

/**
 * Answers for whoever does not answer in time. What was begun goes on: whether it was done is to be read, not guessed.
 *
 * @param endless paths whose answer has no end, such as events
 */
export function timeoutGuard(
  longestMs: number,
  endless: readonly string[] = [],
): MiddlewareHandler<GuardEnv> {
  const exempt = new Set(endless)
  return async (c, next) => {
    if (exempt.has(c.req.path)) return next()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), longestMs)
    })
    const work = next()
    try {
      if ((await Promise.race([work, late])) !== 'late') return
    } finally {
      clearTimeout(timer)
    }
    // Nobody waits for it any more; its failure is not to end the process.
    work.catch(() => undefined)
    return problem(
      c,
      503,
      'answer_must_come_in_time',
      'The answer took too long. What was asked may still be done: look before asking again.',
    )
  }
}
