import { balancesRow } from './account-balances.ts'
import { ordersValue } from './account-orders.ts'
import { positionRow } from './account-positions.ts'
import { heldAccounts } from './account-profile.ts'
import { gainlossValue, historyValue } from './account-reports.ts'
import type { FaceCall } from './face-call.ts'
import { accountList, oneOrMany } from './list-shape.ts'
import { type Reply, recordReply } from './reply.ts'
import type { WireRecord, WireValue } from './wire-value.ts'

function perAccount(call: FaceCall, name: string, value: (accountId: string) => WireValue): Reply {
  const rows = heldAccounts(call.token, call.room.venue.accounts()).map(
    ([{ id }]): WireRecord => ({ account_number: id, [name]: value(id) }),
  )
  return recordReply({ accounts: { account: oneOrMany(rows) } })
}

/** `GET /user/balances`, deprecated: of all accounts of the token. */
export function userBalances(call: FaceCall): Reply {
  const { venue, market } = call.room
  return perAccount(call, 'balances', (id) => {
    const terms = venue.accounts().find((one) => one.id === id)!
    return balancesRow(terms, venue.balances(id, market))
  })
}

/** `GET /user/positions`, deprecated. */
export function userPositions(call: FaceCall): Reply {
  return perAccount(call, 'positions', (id) =>
    accountList('position', call.room.venue.positions(id).map(positionRow)),
  )
}

/** `GET /user/orders`, deprecated. */
export function userOrders(call: FaceCall): Reply {
  return perAccount(call, 'orders', (id) => ordersValue(call, id) ?? 'null')
}

/** `GET /user/gainloss`, deprecated. */
export function userGainloss(call: FaceCall): Reply {
  return perAccount(call, 'gainloss', (id) => gainlossValue(call, id))
}

/** `GET /user/history`, deprecated: of live tokens only. */
export function userHistory(call: FaceCall): Reply {
  const live = call.token.personality === 'live'
  return perAccount(call, 'history', (id) => (live ? historyValue(call, id) : 'null'))
}
