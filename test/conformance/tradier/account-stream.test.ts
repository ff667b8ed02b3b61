import { expect, test } from 'vitest'
import { openAccountStream } from '../../../src/exchange/tradier-api/account-stream.ts'
import { inProcessTarget } from './conformance-target.ts'
import { at, controlOf, keysOf, place, send } from './tradier-client.ts'

async function opened(excludeAccounts: string[] = []) {
  const target = inProcessTarget()
  const { face } = controlOf(target)
  const answer = await send(target, 'POST', '/accounts/events/session')
  const sessionid = at(answer.json, 'stream.sessionid') as string
  const open = () =>
    openAccountStream(face.room, JSON.stringify({ events: ['order'], sessionid, excludeAccounts }))
  return { target, open }
}

test('orders of the account are told with their fields, and a heartbeat a minute', async () => {
  const { target, open } = await opened()
  const stream = open()
  if ('error' in stream) throw new Error(stream.error)
  const id = await place(target)
  await send(target, 'DELETE', `/accounts/${target.account}/orders/${id}`)
  const frames = stream.next().map((text) => JSON.parse(text))
  expect(frames.map((frame) => [frame.id, frame.status])).toEqual([
    [id, 'open'],
    [id, 'canceled'],
  ])
  expect(keysOf(frames[0])).toEqual([
    ...['id', 'event', 'status', 'type', 'price', 'stop_price', 'avg_fill_price', 'exec_quantity'],
    ...['last_fill_quantity', 'remaining_quantity', 'transaction_date', 'create_date', 'account'],
  ])
  expect(stream.next()).toEqual([])
  controlOf(target).advance(60_000)
  expect(stream.next().map((text) => JSON.parse(text).event)).toEqual(['heartbeat'])
})

test('excluded accounts, old sessions and nonsense get nothing', async () => {
  const { target, open } = await opened(['VA00000042'])
  const stream = open()
  await place(target)
  expect('error' in stream ? stream : stream.next()).toEqual([])
  controlOf(target).advance(300_000)
  expect(open()).toEqual({ error: 'Session not found' })
  expect(openAccountStream(controlOf(target).face.room, '{')).toEqual({ error: 'Malformed request' })
})
