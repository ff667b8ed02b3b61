import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { cents } from '../../../src/domain/money/cents.ts'
import { price } from '../../../src/domain/money/price.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { ACCOUNT, CALL_500, OPEN, positionRow } from './sample-records.ts'

export const positionsContract: ContractPart = {
  'makes the mirror equal to what is given, and says what it did': async (store) => {
    const { mine } = await twoUsers(store)
    const shares = positionRow('SPY', { contract: null, costBasisPerContract: null, lastPrice: null })
    const [a, b, c] = [positionRow('A'), positionRow('B', { side: 'short' }), positionRow('C')]
    expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, [c, shares, a, b]))).toEqual({
      written: 4,
      deleted: 0,
      unchanged: 0,
    })
    expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual([a, b, c, shares])
    const later = { snapshotId: 's2', updatedAt: instant(OPEN + 60_000) }
    const changed = { ...b, ...later, quantity: 9 }
    const flipped = positionRow('C', { ...later, side: 'short' })
    const rows = [{ ...a, ...later }, changed, flipped, { ...shares, ...later }]
    expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, rows))).toEqual({
      written: 2,
      deleted: 1,
      unchanged: 2,
    })
    // What did not change keeps the snapshot that wrote it.
    expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual([a, changed, flipped, shares])
    expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, []))).toEqual({
      written: 0,
      deleted: 4,
      unchanged: 0,
    })
    expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual([])
  },

  'sees a change in any figure, a null included': async (store) => {
    const { mine } = await twoUsers(store)
    const row = positionRow('A')
    await mine((tx) => tx.mirrorPositions(ACCOUNT, [row]))
    const changes = [
      { quantity: 4 },
      { costBasisPerContract: null },
      { costBasisPerContract: cents(-1) },
      { lastPrice: null },
      { lastPrice: price(0) },
      { contract: { ...CALL_500, strike: price(5_010_000) } },
      { contract: null },
    ]
    for (const change of changes) {
      const next = { ...row, ...change }
      expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, [next])), JSON.stringify(change)).toMatchObject({
        written: 1,
      })
      expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual([next])
      await mine((tx) => tx.mirrorPositions(ACCOUNT, [row]))
    }
  },

  'mirrors shares in parts to the part, and contracts only whole': async (store) => {
    const { mine } = await twoUsers(store)
    const shares = (symbol: string, quantity: number) => positionRow(symbol, { contract: null, quantity })
    const held = [shares('BRK/B', 0.000001), shares('SPY', 112.345678)]
    await mine((tx) => tx.mirrorPositions(ACCOUNT, held))
    expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual(held)
    expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, held))).toMatchObject({ written: 0, unchanged: 2 })
    const more = [held[0]!, shares('SPY', 112.345679)]
    expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, more))).toMatchObject({ written: 1, unchanged: 1 })
    expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual(more)
    for (const bad of [
      positionRow('A', { quantity: 1.5 }),
      shares('SPY1261016P00650000', 0.5),
      shares('SPY', Number.NaN),
      shares('SPY', Number.POSITIVE_INFINITY),
      shares('SPY', -0.5),
    ]) {
      await expect(mine((tx) => tx.mirrorPositions(ACCOUNT, [bad]))).rejects.toThrow()
    }
    expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual(more)
  },

  'cannot see or delete the positions of another user': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine((tx) => tx.mirrorPositions(ACCOUNT, [positionRow('A')]))
    expect(await theirs((tx) => tx.positions(ACCOUNT))).toEqual([])
    expect(await theirs((tx) => tx.mirrorPositions(ACCOUNT, []))).toMatchObject({ deleted: 0 })
    expect(await mine((tx) => tx.positions(ACCOUNT))).toHaveLength(1)
  },

  'refuses a row twice, a row of another account, a quantity below 1 and an unknown account': async (
    store,
  ) => {
    const { mine } = await twoUsers(store)
    for (const rows of [
      [positionRow('A'), positionRow('A')],
      [positionRow('A', { account: 'live:1' })],
      [positionRow('A', { quantity: 0 })],
    ]) {
      await expect(mine((tx) => tx.mirrorPositions(ACCOUNT, rows))).rejects.toThrow()
    }
    const stray = [positionRow('A', { account: 'live:1' })]
    await expect(mine((tx) => tx.mirrorPositions('live:1', stray))).rejects.toThrow()
  },

  'mirrors thousands of rows and writes none again': async (store) => {
    const { mine } = await twoUsers(store)
    const rows = Array.from({ length: 3_000 }, (_, i) => positionRow(`S${String(i).padStart(5, '0')}`))
    expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, rows))).toMatchObject({ written: 3_000 })
    expect(await mine((tx) => tx.mirrorPositions(ACCOUNT, rows.slice(1)))).toEqual({
      written: 0,
      deleted: 1,
      unchanged: 2_999,
    })
    expect(await mine((tx) => tx.positions(ACCOUNT))).toEqual(rows.slice(1))
  },
}
