import { Frame, type Mockup, SamplePositions } from './mockup.tsx'

export const mobile: Mockup = {
  name: '05-mobile',
  title: 'Open positions in a hand, one of them opened',
  Page: () => (
    <Frame>
      <SamplePositions expanded="T-1044" />
    </Frame>
  ),
}
