import { TradeTicket } from '../forms/trade-ticket.tsx'
import { Frame, type Mockup } from './mockup.tsx'
import { SAMPLE_CHAIN, SAMPLE_TICKET } from './sample/sample-chain.ts'

export const tradeTicket: Mockup = {
  name: '10-trade-ticket',
  title: 'The ticket with its chain',
  Page: () => (
    <Frame current="Trade">
      <TradeTicket chain={SAMPLE_CHAIN} ticket={SAMPLE_TICKET} />
    </Frame>
  ),
}
