import type { ExchangeRequest } from '../../cli/exchange-door.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import type { AssembledExchange } from './assemble-exchange.ts'

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** What a person should know of an exchange that opens, a sentence each. */
export function openingNotes(
  { opened, isRestored, runner }: AssembledExchange,
  request: ExchangeRequest,
): string[] {
  const { market } = opened
  const notes = [...opened.notes]
  if (isRestored) {
    notes.push(`It goes on from ${request.stateFile}: accounts and orders are those saved there.`)
  }
  if (request.personality === 'sandbox') {
    notes.push(
      'As at the sandbox, quotes are 15 minutes old and there is no market stream; --personality live has both.',
    )
  }
  if (phaseAt(market.calendar, instant(market.now), 'late') === 'closed' && !request.alwaysOpen) {
    notes.push('The market is closed now; --always-open leaves nights and weekends out.')
  }
  if (runner.clock.speed === 0) notes.push('The clock stands until the door for tests moves it.')
  if (!LOOPBACK.test(request.host)) {
    notes.push(`Warning: at ${request.host} other machines can reach it, and only the token keeps them out.`)
  }
  return notes
}
