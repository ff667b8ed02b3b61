import type { UnderlyingListing } from '../market/market-listing.ts'
import type { FaceCall } from './face-call.ts'
import { marketList } from './list-shape.ts'
import { invalidParameter, type Reply, recordReply } from './reply.ts'
import type { WireRecord } from './wire-value.ts'

function securityRow({ symbol, exchange, kind, description }: UnderlyingListing): WireRecord {
  return { symbol, exchange, type: kind, description }
}

function securities(found: readonly UnderlyingListing[]): Reply {
  const byVolume = [...found].sort((a, b) => b.averageVolume - a.averageVolume)
  return recordReply({ securities: marketList('security', byVolume.map(securityRow)) })
}

/** `GET /markets/search`: by any part of symbol or description; indices only when asked for. */
export function searchSecurities({ room, params }: FaceCall): Reply {
  const wanted = params.text('q')?.toLowerCase()
  if (wanted === undefined) return invalidParameter('q')
  const indexes = params.flag('indexes')
  return securities(
    room.market
      .underlyings()
      .filter(({ kind }) => indexes || kind !== 'index')
      .filter(({ symbol, description }) => `${symbol} ${description}`.toLowerCase().includes(wanted)),
  )
}

/** `GET /markets/lookup`: by the beginning of the symbol, by exchanges and types. */
export function lookupSecurities({ room, params }: FaceCall): Reply {
  const wanted = params.text('q')?.toUpperCase() ?? ''
  const exchanges = params.list('exchanges')
  const types = params.list('types')
  if (wanted === '' && exchanges.length === 0 && types.length === 0) return invalidParameter('q')
  return securities(
    room.market
      .underlyings()
      .filter(({ symbol }) => symbol.startsWith(wanted))
      .filter(({ exchange }) => exchanges.length === 0 || exchanges.includes(exchange))
      .filter(({ kind }) => types.length === 0 || types.includes(kind)),
  )
}

/** `GET /markets/etb`: what may be sold short without locating it first: every share and fund here. */
export function easyToBorrow({ room }: FaceCall): Reply {
  return securities(room.market.underlyings().filter(({ kind }) => kind !== 'index'))
}
