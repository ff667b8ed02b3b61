import { refuse, type Result } from '../../../src/domain/refusal.ts'
import type { RunOnce } from '../../../src/http/api-deps.ts'

/** Commands by their keys, as the store keeps them. */
export function memoryOnce(): RunOnce {
  const answers = new Map<string, { readonly hash: string; readonly answer: Promise<Result<unknown>> }>()
  return async <Value>(username: string, key: string, hash: string, run: () => Promise<Result<Value>>) => {
    const name = `${username} ${key}`
    const known = answers.get(name)
    if (known !== undefined && known.hash !== hash) {
      return refuse('key_was_used_for_another_request', 'The key belongs to another request.')
    }
    if (known !== undefined) return known.answer as Promise<Result<Value>>
    const answer = run()
    answers.set(name, { hash, answer })
    const result = await answer
    if (!result.ok) answers.delete(name)
    return result
  }
}
