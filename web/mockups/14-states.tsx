import { plusMs } from '../../src/domain/calendar/instant.ts'
import { PortfolioHead } from '../pages/portfolio-head.tsx'
import { ReadFault } from '../pages/read-fault.tsx'
import { Button } from '../ui/button.tsx'
import { Empty, Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Frame, type Mockup, PLACES } from './mockup.tsx'
import { SAMPLE_DESK } from './sample/sample-desk.ts'

export const states: Mockup = {
  name: '14-states',
  title: 'Nothing there, nothing readable, nothing fresh',
  Page: () => (
    <Frame
      desk={{ connection: 'offline', quotesAt: plusMs(SAMPLE_DESK.now, -194 * 60_000), entries: 'paused' }}
    >
      <PortfolioHead places={PLACES} current="Open positions" />
      <div className="grid gap-4">
        <Notice tone="warn" level={2} title="Offline, data from 10:32 ET">
          What you see is the last that was read. Actions are off until the server answers again; the engine
          on the server goes on without this screen.
        </Notice>
        <ReadFault
          message="The server could not read the account: the database did not answer within 5 seconds. No order was sent and none was changed."
          requestId="01JDK7-4F2A"
          onRetry={() => undefined}
        />
        <Empty title="No open trades" action={<Button kind="primary">Scan for proposals</Button>}>
          The account is flat, and the broker agrees as of 13:45 ET. The next scan is at 14:00.
        </Empty>
        <Empty title="No closed trades yet" action={<Button>See open positions</Button>}>
          History begins with the first trade that closes.
        </Empty>
        <Empty title="The market is closed">
          Opens Friday 27 Nov at 09:30 ET, a half day. Prices are of the last close.
        </Empty>
        <Skeleton rows={3} label="Reading the account" />
      </div>
    </Frame>
  ),
}
