import { History } from '../pages/history.tsx'
import { Frame, type Mockup, PLACES } from './mockup.tsx'
import { SAMPLE_HISTORY } from './sample/sample-performance.ts'

export const tradeHistory: Mockup = {
  name: '03-trade-history',
  title: 'Trade history',
  Page: () => (
    <Frame>
      <History history={SAMPLE_HISTORY} places={PLACES} />
    </Frame>
  ),
}
