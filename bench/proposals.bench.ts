import { makeProposals, type ProposalRun } from '../src/engine/proposals/make-proposals.ts'
import { type Bench, type Figures, medianMs, row } from './harness.ts'
import { proposalMarket } from './proposal-market.ts'

/** The settings as they are by default, and every expiration instead of those of a month. */
const WINDOWS = {
  'every expiration': { 'entry.dte_min': '0', 'entry.dte_max': '730' },
  'default window': {},
} as const

function counts({ candidates, accepted, refusals }: ProposalRun): string {
  const each = Object.entries(refusals).map(([rule, count]) => `${rule} ${count}`)
  return `${candidates} candidates, ${accepted} accepted; refused by ${each.join(', ')}`
}

async function run(print: (line: string) => void): Promise<Figures> {
  const market = await proposalMarket()
  print(`${market.contracts} contracts of ${market.source}; one core, median of five`)
  const timings = Object.entries(WINDOWS).map(([name, changed]) => {
    const input = market.input(changed)
    const ms = medianMs(() => makeProposals(input))
    print(row(name, `${ms.toFixed(1)} ms`))
    print(`  ${counts(makeProposals(input))}`)
    return ms
  })
  return {
    proposals_38094_ms: timings[0]!,
    proposals_default_window_ms: timings[1]!,
    contracts: market.contracts,
  }
}

/** Proposals over whole chains. */
export const bench: Bench = {
  name: 'proposals',
  about: 'every candidate of whole option chains built, judged and scored',
  run,
}
