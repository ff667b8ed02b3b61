import { type PortfolioSource, SourceFault } from './portfolio-source.ts'

const refuse = async (): Promise<never> => {
  throw new SourceFault(
    'These screens are not connected to the server yet. No order was sent and none was changed; the command line has everything.',
    null,
  )
}

/** The source of a build whose screens have no server to read from: every read says so. */
export const UNCONNECTED: PortfolioSource = {
  desk: refuse,
  open: refuse,
  detail: refuse,
  history: refuse,
  performance: refuse,
}
