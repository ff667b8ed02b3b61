import { Performance } from '../pages/performance.tsx'
import { Frame, type Mockup, PLACES } from './mockup.tsx'
import { SAMPLE_PERFORMANCE } from './sample/sample-performance.ts'

export const performance: Mockup = {
  name: '04-performance',
  title: 'Performance',
  Page: () => (
    <Frame>
      <Performance performance={SAMPLE_PERFORMANCE} places={PLACES} />
    </Frame>
  ),
}
