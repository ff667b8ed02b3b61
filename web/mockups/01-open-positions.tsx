import { Frame, type Mockup, SamplePositions } from './mockup.tsx'

export const openPositions: Mockup = {
  name: '01-open-positions',
  title: 'Open positions',
  Page: () => (
    <Frame>
      <SamplePositions />
    </Frame>
  ),
}
