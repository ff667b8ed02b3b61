import type { OptionContract } from '../../domain/option/contract.ts'
import type { InstrumentTable } from './instrument.ts'
import type { OrderLegRequest, OrderRequest } from './venue-types.ts'

interface NamedLeg {
  readonly contract: OptionContract
  readonly buys: boolean
  readonly quantity: number
}

/**
 * The `strategy` that Tradier prints of an order: its class for a single instrument, otherwise a name for the
 * shape of the legs in the order of submission. Recorded at Tradier: a butterfly submitted body first is
 * `unknown`; what has no name of its own is `freeform`.
 */
export function strategyName(instruments: InstrumentTable, request: OrderRequest): string {
  if (!('legs' in request)) return request.class
  const legs = request.legs.flatMap((leg) => namedLeg(instruments, leg))
  if (request.class === 'combo') return legs[0]?.contract.type === 'put' ? 'protective_put' : 'covered call'
  if (legs.length === 2) return nameOfTwo(legs[0]!, legs[1]!)
  if (legs.length === 3) return isButterfly(legs) ? 'butterfly' : 'unknown'
  return new Set(legs.map(({ contract }) => contract.strike)).size === 4 ? 'condor' : 'freeform'
}

function namedLeg(instruments: InstrumentTable, leg: OrderLegRequest): NamedLeg[] {
  const option =
    leg.optionSymbol === undefined ? null : (instruments.option(leg.optionSymbol)?.option ?? null)
  if (option === null) return []
  return [{ contract: option.contract, buys: leg.side.startsWith('buy'), quantity: leg.quantity }]
}

function nameOfTwo(first: NamedLeg, second: NamedLeg): string {
  if (first.contract.type === second.contract.type) return first.buys === second.buys ? 'freeform' : 'spread'
  if (first.buys !== second.buys) return 'freeform'
  return first.contract.strike === second.contract.strike ? 'straddle' : 'strangle'
}

/** Wing, body, wing by strike, the body twice a wing and on the other side. */
function isButterfly([first, body, last]: readonly NamedLeg[]): boolean {
  if (first === undefined || body === undefined || last === undefined) return false
  const oneType = first.contract.type === body.contract.type && body.contract.type === last.contract.type
  const between =
    (body.contract.strike - first.contract.strike) * (last.contract.strike - body.contract.strike) > 0
  const sided = first.buys === last.buys && first.buys !== body.buys
  return oneType && between && sided && body.quantity === first.quantity + last.quantity
}
