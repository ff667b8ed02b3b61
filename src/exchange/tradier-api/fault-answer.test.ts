import { expect, test } from 'vitest'
import { answerBefore, connectionCodeOf } from './fault-answer.ts'

const URL_ = new URL('http://exchange.test/v1/user/profile')

function codeOf(kind: 'refused' | 'timeout'): string | null {
  try {
    answerBefore(kind === 'timeout' ? { kind, after: false } : { kind }, URL_)
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return connectionCodeOf(error)
  }
  return 'answered'
}

test('in process a failed connection is what fetch throws, so that a client can tell unsent from unknown', () => {
  expect(codeOf('refused')).toBe('ECONNREFUSED')
  expect(codeOf('timeout')).toBe('UND_ERR_HEADERS_TIMEOUT')
})

test('a bug is not taken for a failed connection', () => {
  expect(connectionCodeOf(new TypeError('x is not a function'))).toBeNull()
  expect(connectionCodeOf(Object.assign(new Error('no'), { cause: { code: 'ECONNREFUSED' } }))).toBeNull()
})
