import { isFinal } from '../../../src/domain/trade/trade-status.ts'
import { readBooks } from '../../support/engine/books.ts'
import { checkBooks, checkProgress, type Violation } from '../../support/engine/invariants.ts'
import type { SubmissionWorld } from './submission-world.ts'

/** Exits sent at once, one a trade. */
const EXITS_AT_ONCE = 12
/** Looks, fifteen seconds apart, in which things go wrong with exits; and how many more may be needed afterwards. */
const BAD_LOOKS = 24
const GOOD_LOOKS = 60

/** An exit that arrives after it was given up stands beside the next one until the next look cancels it. */
function isPassing({ rule, what }: Violation, standing: readonly string[]): boolean {
  return rule === 'I9' && !standing.includes(what)
}

/**
 * Closes every trade by its ladder, on the same bad day and then in peace; the books are checked at each look.
 *
 * @returns what was broken
 */
export async function closeAll(sub: SubmissionWorld): Promise<readonly Violation[]> {
  const { world, fates } = sub
  const broken: Violation[] = []
  let before = await readBooks(world)
  let standing: readonly string[] = []
  fates.isOver = false
  for (let look = 0; look < BAD_LOOKS + GOOD_LOOKS; look += 1) {
    if (look >= BAD_LOOKS && sub.wire.lastArrival === null) fates.isOver = true
    const open = before.trades.filter(({ trade }) => trade.status === 'OPEN').slice(0, EXITS_AT_ONCE)
    await sub.exit(open.map(({ trade }) => trade.id))
    await sub.poll(15_000)
    const books = await readBooks(world)
    const found = checkBooks(books, 'always')
    broken.push(...found.filter((one) => !isPassing(one, standing)), ...checkProgress(before, books))
    standing = found.map(({ what }) => what)
    before = books
    if (fates.isOver && before.trades.every(({ trade }) => isFinal(trade.status)) && (await sub.isQuiet()))
      break
  }
  const left = before.trades.filter(({ trade }) => !isFinal(trade.status))
  const stuck = left.map(({ trade }) => ({
    rule: 'I12',
    what: `trade ${trade.id} is ${trade.status} and does not close`,
  }))
  return [...broken, ...checkBooks(before, 'settled'), ...stuck]
}
