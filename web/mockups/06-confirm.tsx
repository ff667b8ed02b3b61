import { CloseTrade } from '../forms/close-trade.tsx'
import { Frame, type Mockup, SamplePositions } from './mockup.tsx'
import { SAMPLE_BOOK_VIEW, SAMPLE_DESK } from './sample/sample-desk.ts'

const live = { ...SAMPLE_DESK, environment: 'LIVE', account: 'Live ··7718' } as const

export const confirm: Mockup = {
  name: '06-confirm',
  title: 'The last question before money moves',
  window: true,
  Page: () => (
    <Frame desk={live}>
      <SamplePositions />
      <CloseTrade
        trade={SAMPLE_BOOK_VIEW.trades[0]!}
        desk={live}
        onOpenChange={() => undefined}
        onConfirm={async () => undefined}
      />
    </Frame>
  ),
}
