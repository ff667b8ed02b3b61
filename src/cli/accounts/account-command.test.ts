import { expect, test } from 'vitest'
import { ok } from '../../domain/refusal.ts'
import { runInShell } from '../../../test/support/test-shell.ts'

const STANDING = { account: 'exchange:SYN1', isOpen: true, trouble: null, isLiveOn: false }

function scene() {
  const asked: unknown[] = []
  const askEngine = (async (_wish: unknown, request: { ask: string }) => {
    asked.push(request)
    if (request.ask === 'account_list') {
      return ok([
        STANDING,
        { ...STANDING, account: 'live:6YA12345', isOpen: false, trouble: 'It waits.', isLiveOn: true },
      ])
    }
    return ok(request.ask === 'account_token' ? { account: 'sandbox:VA12345678' } : STANDING)
  }) as never
  return { asked, askEngine }
}

test('accounts are listed with how they stand', async () => {
  const { askEngine } = scene()
  const run = await runInShell(['account'], {}, {}, { askEngine })
  expect(run.out).toBe('exchange:SYN1  runs\nlive:6YA12345  waits, trades money\n  It waits.\n')
  expect(run.code).toBe(0)
})

test('accounts are opened and closed by name; a token comes from standard input', async () => {
  const { asked, askEngine } = scene()
  const run = (...words: string[]) =>
    runInShell(['account', ...words], {}, {}, { askEngine, readSecret: async () => 'canary-token\n' })
  await run('open', 'exchange')
  await run('open', 'sandbox:VA12345678')
  await run('close', 'exchange:SYN1')
  await run('live', 'live:6YA12345', 'off')
  const given = await run('token', 'sandbox:VA12345678')
  expect(asked).toEqual([
    { ask: 'account_open', environment: 'exchange', accountId: null },
    { ask: 'account_open', environment: 'sandbox', accountId: 'VA12345678' },
    { ask: 'account_close', account: 'exchange:SYN1' },
    { ask: 'account_live_off', account: 'live:6YA12345' },
    { ask: 'account_token', environment: 'sandbox', accountId: 'VA12345678', token: 'canary-token' },
  ])
  expect(given.out + given.error).not.toContain('canary')
})

test.each([
  [['open', 'tradier:1'], 'expects exchange, sandbox:NUMBER or live:NUMBER'],
  [['open', 'sandbox:'], 'expects exchange, sandbox:NUMBER or live:NUMBER'],
  [['token', 'exchange'], 'the exchange makes its own tokens'],
  [['token', 'sandbox:VA12345678'], 'expects the token on standard input'],
  [['live', 'live:6YA12345', 'on'], 'switched on by a person who is signed in'],
  [['close'], 'expects the name of an account'],
  [['rename'], 'expects list, open, close, token or live'],
])('account %j is refused in a sentence', async (words, sentence) => {
  const { asked, askEngine } = scene()
  const run = await runInShell(['account', ...words], {}, {}, { askEngine })
  expect([run.code, run.out, asked]).toEqual([2, '', []])
  expect(run.error).toContain(sentence)
})
