import type { Instant } from '../../../src/domain/calendar/instant.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { formatPrice } from '../../../src/domain/money/price-text.ts'
import { entryPrice } from '../../../src/domain/trade/trade-figures.ts'
import type { TradeDetailView } from '../../api/trade-view.ts'
import { SAMPLE_BOOK } from './sample-book.ts'

const at = (day: string, time: string): Instant => instantOf(tradingDay(day), timeOfDay(time))

/** The trade whose story is told: the first of the book. */
const TOLD = SAMPLE_BOOK[0]!
const credit = `$${formatPrice(entryPrice(TOLD.trade)!.amount)}`

/** What happened to the told trade, in our words and the broker's. */
export const SAMPLE_STORY: Pick<TradeDetailView, 'bracket' | 'timeline' | 'decisions' | 'note' | 'tags'> = {
  bracket: null,
  timeline: [
    {
      at: at('2026-11-16', '10:30'),
      what: 'Intent written, order tagged LW-1042-IN',
      words: null,
      tone: 'plain',
    },
    {
      at: at('2026-11-16', '10:30'),
      what: `Sent: sell 2 spreads, limit ${credit} credit, day`,
      words: null,
      tone: 'plain',
    },
    { at: at('2026-11-16', '10:30'), what: 'Accepted as order 80112', words: 'status: open', tone: 'plain' },
    {
      at: at('2026-11-16', '10:31'),
      what: `Filled 1 of 2 at ${credit}`,
      words: 'status: partially_filled, exec_quantity: 1',
      tone: 'good',
    },
    {
      at: at('2026-11-16', '10:31'),
      what: `Filled 2 of 2 at ${credit}`,
      words: 'status: filled, exec_quantity: 2',
      tone: 'good',
    },
    {
      at: at('2026-11-16', '10:32'),
      what: 'Position confirmed in the mirror, 2 of 2 legs',
      words: null,
      tone: 'good',
    },
  ],
  decisions: [
    {
      at: at('2026-11-25', '13:45'),
      verdict: 'Hold',
      why: 'No rule is hit. Nearest: profit target.',
      snapshotId: 'S-88213',
    },
    {
      at: at('2026-11-24', '15:58'),
      verdict: 'Hold',
      why: 'Quotes of the 655 put were 0.34 wide; exits in profit wait for narrower ones.',
      snapshotId: 'S-87640',
    },
    {
      at: at('2026-11-16', '10:30'),
      verdict: 'Enter',
      why: 'Score 78 of 100. Short delta, credit of width and IV rank within their limits; 14 rules passed.',
      snapshotId: 'S-81907',
    },
  ],
  note: 'Entered after the pullback to the 20-day average. Leave it alone before the holiday unless 665 breaks.',
  tags: ['pullback', 'november'],
}
