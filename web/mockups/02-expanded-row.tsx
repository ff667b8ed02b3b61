import { Frame, type Mockup, SamplePositions } from './mockup.tsx'

export const expandedRow: Mockup = {
  name: '02-expanded-row',
  title: 'A trade, opened in its row',
  Page: () => (
    <Frame>
      <SamplePositions expanded="T-1042" />
    </Frame>
  ),
}
