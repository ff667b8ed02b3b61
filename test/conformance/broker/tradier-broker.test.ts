import { describe, expect, test } from 'vitest'
import { LIVE_ACCOUNT } from '../tradier/conformance-target.ts'
import { BROKER_LIST } from './broker-list.ts'
import { socketTradierTarget, tradierTarget } from './tradier-target.ts'

/** The same account type behind a token of Tradier's live environment, which keeps a history. */
function liveTarget() {
  return tradierTarget({ token: 'live-token', account: LIVE_ACCOUNT, keepsHistory: true })
}

/** Every switch of the face turned that the adapter can notice. */
function otherTarget() {
  return tradierTarget({
    switches: {
      sandboxHistory: 'not_found',
      orderTotals: true,
      tagOnLegs: true,
      riskErrors: 'code',
      previewRefusal: 'order',
      keepReferenceArrays: true,
      remainingAfterReject: 'quantity',
      sandboxGreeks: false,
    },
  })
}

describe('the ports over the Tradier adapter and the built-in exchange', () => {
  test('every case has a number of its own', () => {
    expect(new Set(BROKER_LIST.map(({ id }) => id)).size).toBe(BROKER_LIST.length)
  })

  for (const one of BROKER_LIST) {
    test(`${one.id} ${one.title}`, () => one.run(tradierTarget()))
    test(`${one.id} with Tradier's live face: ${one.title}`, () => one.run(liveTarget()))
    test(`${one.id} over sockets: ${one.title}`, async () => {
      const { target, close } = await socketTradierTarget()
      try {
        await one.run(target)
      } finally {
        await close()
      }
    })
    test(`${one.id} where the face decides otherwise: ${one.title}`, () => one.run(otherTarget()))
  }
})
