import { plusMs } from '../../../src/domain/calendar/instant.ts'
import type { ActivityView } from '../../api/activity-view.ts'
import { SAMPLE_NOW } from './sample-market.ts'

const ago = (minutes: number) => plusMs(SAMPLE_NOW, -minutes * 60_000)

/** What the sample account's engine has been doing; the trades are those of the sample book. */
export const SAMPLE_ACTIVITY: ActivityView = {
  orders: [
    {
      id: '81751',
      at: ago(1),
      what: 'SPY 658/663 bull put, open 2 at 0.99 credit',
      state: 'working',
      words: 'partially_filled, exec_quantity 1',
    },
    {
      id: '81744',
      at: ago(4),
      what: 'IWM 226/231 bull put, close 3 at 0.69 debit',
      state: 'working',
      words: 'open',
    },
    {
      id: '81730',
      at: ago(9),
      what: 'QQQ 599/604 bear call, close 1 at 3.49 debit',
      state: 'cancelled',
      words: 'canceled, exec_quantity 0',
    },
    {
      id: '81722',
      at: ago(44),
      what: 'AAPL 270 long call, stop and take-profit',
      state: 'cancelled',
      words: 'canceled by broker: corporate action review',
    },
    {
      id: '81690',
      at: ago(132),
      what: 'NVDA 190/195 bull call, open 1 at 2.20 debit',
      state: 'rejected',
      words: 'rejected: price increment must be 0.05',
    },
  ],
  breaks: [
    {
      id: 'B-311',
      at: ago(21),
      title: '10 shares of AAPL that no trade explains',
      evidence:
        'Two complete snapshots show them. No order and no assignment of ours fits; they may have been bought elsewhere.',
      actions: ['Adopt…', 'Ignore…'],
    },
  ],
  cycles: [
    {
      name: 'Monitor',
      schedule: 'each minute of the session',
      lastAt: plusMs(SAMPLE_NOW, -22_000),
      durationMs: 412,
      outcome: 'ok',
    },
    { name: 'Trade', schedule: 'each 15 minutes', lastAt: ago(1), durationMs: 1_830, outcome: 'ok' },
    {
      name: 'Price snapshots',
      schedule: 'each 40 seconds',
      lastAt: plusMs(SAMPLE_NOW, -96_000),
      durationMs: 380,
      outcome: 'late',
    },
    {
      name: 'Closing sync',
      schedule: '1, 6 and 20 minutes after the close',
      lastAt: null,
      durationMs: null,
      outcome: 'ok',
    },
  ],
  budget: { used: 17, limit: 60 },
}
