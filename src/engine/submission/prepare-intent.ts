import type { Instant } from '../../domain/calendar/instant.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import type { OrderPreview } from '../../ports/order-desk.ts'
import type { OrderTicket } from '../../ports/order-ticket.ts'
import type { OrderIntent } from '../../ports/store/intent-store.ts'
import type { OrderRole } from '../../ports/store/order-store.ts'
import { orderTag } from './order-tag.ts'

/** What a new intent is made of. */
export interface IntentTerms {
  readonly id: string
  readonly account: string
  readonly tradeId: string
  readonly proposalId: string | null
  readonly role: OrderRole
  readonly ticket: OrderTicket
  readonly preparedAt: Instant
  readonly notAfter: Instant
  /** Risk to reserve, cents; 0 for exits. */
  readonly reserve?: Cents
  readonly preview?: OrderPreview
}

/** A new intent, `prepared`: to be stored before anything is sent. */
export function prepareIntent(terms: IntentTerms): OrderIntent {
  const { reserve = cents(0), preview = null, ...rest } = terms
  return {
    ...rest,
    tag: orderTag(terms.id),
    state: 'prepared',
    version: 1,
    attempt: 0,
    sentAt: null,
    resolvedAt: null,
    brokerOrderId: null,
    resolution: null,
    cancelRequestedAt: null,
    cleanScans: 0,
    reserve,
    preview,
    filledQuantity: 0,
    cashFlow: null,
  }
}
