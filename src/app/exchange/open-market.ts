import type { MarketChoice } from '../../cli/exchange-door.ts'
import type { Result } from '../../domain/refusal.ts'
import { openChain, openSnapshot } from './open-chain.ts'
import { openLean } from './open-lean.ts'
import { openSynthetic } from './open-synthetic.ts'
import type { OpenedMarket, OpeningTerms } from './opened-market.ts'
import { findRecording, leanIsNoSnapshot } from './recorded-files.ts'

/** Opens the market of a choice, or refuses in a sentence that says what is there instead. */
export async function openMarket(
  choice: MarketChoice,
  terms: OpeningTerms,
  speed: number,
): Promise<Result<OpenedMarket>> {
  if (choice.kind === 'synthetic') return openSynthetic(terms, speed)
  const found = await findRecording(choice.path)
  if (!found.ok) return found
  if (choice.kind === 'recorded') {
    return found.value.kind === 'lean'
      ? openLean(found.value.listing, terms)
      : openChain(found.value.files, terms)
  }
  return found.value.kind === 'lean' ? leanIsNoSnapshot(choice.path) : openSnapshot(found.value.files, terms)
}
