import { expect, test } from 'vitest'
import { webhookDeadMan, webhookNotifier } from './webhook-notifier.ts'

function world(ok = true) {
  const posts: string[] = []
  let now = 0
  const log = { write: (_: string, tag: string, message: string) => void posts.push(`${tag} ${message}`) }
  const send: typeof fetch = async (_url, init) => {
    if (!ok) throw new TypeError('fetch failed')
    posts.push(String(init?.body ?? 'ping'))
    return new Response(null, { status: 204 })
  }
  const options = { url: 'https://hooks.test/x', fetch: send, now: () => now, log }
  return { posts, options, pass: (ms: number) => (now += ms) }
}
const critical = { key: 'uncovered:T1', severity: 'critical', title: 'Uncovered short', body: 'T1' } as const

test('a critical alert repeats each minute while it stands, not each second', async () => {
  const { posts, options, pass } = world()
  const notifier = webhookNotifier(options)
  for (let second = 0; second < 121; second += 1) {
    await notifier.notify(critical)
    pass(1_000)
  }
  expect(posts).toHaveLength(3)
  expect(JSON.parse(posts[0]!)).toEqual(critical)
})

test('one that could not be delivered is tried again at once, and logged', async () => {
  const { posts, options } = world(false)
  const notifier = webhookNotifier(options)
  await notifier.notify(critical)
  await notifier.notify(critical)
  expect(posts).toEqual(Array(2).fill('[alert] the alert could not be delivered'))
})

test('without a URL nobody is told, and nothing fails', async () => {
  const { posts, options } = world()
  await webhookNotifier({ ...options, url: null }).notify(critical)
  await webhookDeadMan({ ...options, url: null }).ping()
  await webhookDeadMan(options).ping()
  expect(posts).toEqual(['ping'])
})
