import { expect, test } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { expectApart, liveSideBySide } from '../../support/engine/two-users.ts'

test('two users’ engines side by side on one store never see each other’s rows', async () => {
  const users = await liveSideBySide(memoryStore())
  await expectApart(users)
  expect(users.engines.map(({ context }) => context.username)).toEqual(['trader', 'neighbour'])
})
