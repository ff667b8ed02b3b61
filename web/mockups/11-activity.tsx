import { Activity } from '../pages/activity.tsx'
import { Frame, type Mockup } from './mockup.tsx'
import { SAMPLE_ACTIVITY } from './sample/sample-activity.ts'
import { SAMPLE_NOW } from './sample/sample-market.ts'

export const activity: Mockup = {
  name: '11-activity',
  title: 'Orders, breaks and scheduled work',
  Page: () => (
    <Frame current="Activity">
      <Activity activity={SAMPLE_ACTIVITY} now={SAMPLE_NOW} />
    </Frame>
  ),
}
