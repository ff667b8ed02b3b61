import { plusMs } from '../../src/domain/calendar/instant.ts'
import { instantOf } from '../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../src/domain/calendar/trading-day.ts'
import { Frame, type Mockup, SamplePositions } from './mockup.tsx'
import { marketAt } from './sample/sample-desk.ts'

const NOON = instantOf(tradingDay('2026-11-27'), timeOfDay('11:20'))

export const shell: Mockup = {
  name: '08-shell',
  title: 'A half day with real money: the shell, old quotes, the ways to stop',
  window: true,
  Page: () => (
    <Frame
      killSwitchOpen
      desk={{
        environment: 'LIVE',
        account: 'Live ··7718',
        now: NOON,
        market: marketAt(NOON),
        quotesAt: plusMs(NOON, -22_000),
        snapshotAt: plusMs(NOON, -41_000),
        connection: 'polling',
      }}
    >
      <SamplePositions />
    </Frame>
  ),
}
