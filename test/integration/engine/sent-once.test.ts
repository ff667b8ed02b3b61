import { expect, test } from 'vitest'
import { submitIntent } from '../../../src/engine/submission/submit-intent.ts'
import { bracketWorld, prepareByHand } from '../../support/engine/bracket-world.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

test('an intent that two submit at once is sent once, whoever claims it', async () => {
  const { world } = await bracketWorld()
  const { intentId } = await prepareByHand({ limit: 4.8 }, world.engine)
  const { store: work, username, broker: desk, clock, log } = world.context
  const deps = { username, work, desk, clock, log, forbids: async () => null }
  const answers = await Promise.all([submitIntent(deps, intentId), submitIntent(deps, intentId)])
  expect(answers.map(({ state }) => state).sort()).toEqual(['live', 'sending'])
  expect(world.venue.orders(VENUE_ACCOUNT)).toHaveLength(1)
  expect(world.requests.filter(({ tag }) => tag !== null)).toHaveLength(1)
})
