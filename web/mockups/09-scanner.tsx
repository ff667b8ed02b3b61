import { Scanner } from '../pages/scanner.tsx'
import { Frame, type Mockup } from './mockup.tsx'
import { SAMPLE_NOW } from './sample/sample-market.ts'
import { SAMPLE_PROPOSALS } from './sample/sample-proposals.ts'

export const scanner: Mockup = {
  name: '09-scanner',
  title: 'Proposals, and why not',
  Page: () => (
    <Frame current="Scanner">
      <Scanner proposals={SAMPLE_PROPOSALS} now={SAMPLE_NOW} leastScore={55} />
    </Frame>
  ),
}
