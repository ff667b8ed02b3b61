import { nearestCentsFromNumber } from '../../../domain/money/json-number.ts'
import type { BrokerRead } from '../../../ports/broker-fault.ts'
import type { ChangeAnswer } from '../../../ports/order-change.ts'
import type { CancelAnswer, OrderPreview, Placement } from '../../../ports/order-desk.ts'
import type { SentOnce } from '../client.ts'
import { fault, faultOfVerdict } from '../faults.ts'
import { orderIdOf, WIRE_PREVIEW } from '../wire/order-answer.ts'

const LOOK = 'whether the broker acted on it, only looking tells'

function unknown(code: string): Extract<Placement, { kind: 'unknown' }> {
  return { kind: 'unknown', code, message: `The answer was lost or proves nothing (${code}): ${LOOK}.` }
}

function unsent(code: string): Extract<Placement, { kind: 'unsent' }> {
  return { kind: 'unsent', code, message: `Nothing of the request left (${code}).` }
}

/** How a send ended. Only an id proves acceptance, only listed words a refusal, and the rest is unknown. */
export function placementOf(sent: SentOnce): Placement {
  if (sent.kind === 'unsent') return unsent(sent.code)
  if (sent.kind === 'unknown') return unknown(sent.code)
  const { verdict } = sent
  switch (verdict.kind) {
    case 'value': {
      const orderId = orderIdOf(verdict.value)
      return orderId === null ? unknown('answer_has_no_order_id') : { kind: 'accepted', orderId }
    }
    case 'refused':
    case 'unauthorized':
      return { kind: 'rejected', code: verdict.code, message: verdict.message }
    case 'over_quota':
      return verdict.proven
        ? { kind: 'rejected', code: 'quota_violation', message: verdict.message }
        : unknown('http_429')
    default:
      return unknown(verdict.code)
  }
}

function doubt(code: string): ChangeAnswer & { kind: 'fault' } {
  return { kind: 'fault', fault: fault('unknown', code, unknown(code).message) }
}

/** How a wish about an order ended that exists. */
export function changeAnswerOf(sent: SentOnce, orderId: string, now: number): ChangeAnswer {
  if (sent.kind === 'unknown') return doubt(sent.code)
  if (sent.kind === 'unsent') {
    const kind = sent.retryAt === null ? 'unavailable' : 'rate_limited'
    return { kind: 'fault', fault: fault(kind, sent.code, unsent(sent.code).message, sent.retryAt) }
  }
  const { verdict, outcome } = sent
  switch (verdict.kind) {
    case 'value':
      return orderIdOf(verdict.value) === orderId
        ? { kind: 'acknowledged' }
        : doubt('answer_is_of_another_order')
    case 'refused':
      return verdict.code === 'order_already_final'
        ? { kind: 'already_over', message: verdict.message }
        : { kind: 'rejected', code: verdict.code, message: verdict.message }
    case 'unauthorized':
      return verdict.gateway
        ? { kind: 'fault', fault: faultOfVerdict(verdict, outcome, now) }
        : { kind: 'not_known', message: verdict.message }
    case 'over_quota':
      return verdict.proven
        ? { kind: 'fault', fault: faultOfVerdict(verdict, outcome, now) }
        : doubt('http_429')
    default:
      return doubt(verdict.code)
  }
}

/** As of a change; a refusal of a mere cancel is a fault. */
export function cancelAnswerOf(sent: SentOnce, orderId: string, now: number): CancelAnswer {
  const answer = changeAnswerOf(sent, orderId, now)
  return answer.kind === 'rejected'
    ? { kind: 'fault', fault: fault('rejected', answer.code, answer.message) }
    : answer
}

function previewOf(value: unknown): BrokerRead<OrderPreview> {
  const read = WIRE_PREVIEW.safeParse(value)
  if (!read.success) return fault('malformed', 'preview_unreadable', 'The preview cannot be read.')
  const { order } = read.data
  if (!order.result) return fault('rejected', 'preview_refused', 'The preview says that it would be refused.')
  const [cost, fees, commission] = [order.cost, order.fees, order.commission].map(nearestCentsFromNumber)
  const margin = order.margin_change === null ? null : nearestCentsFromNumber(order.margin_change)
  if (!cost?.ok || !fees?.ok || !commission?.ok || margin?.ok === false) {
    return fault('malformed', 'preview_unreadable', 'The preview has an amount that is no money.')
  }
  const marginChange = margin === null ? null : margin.value
  return {
    ok: true,
    value: { cost: cost.value, fees: fees.value, commission: commission.value, marginChange },
  }
}

/** What a preview says; it creates nothing, so that a lost answer is no doubt, only no answer. */
export function previewAnswerOf(sent: SentOnce, now: number): BrokerRead<OrderPreview> {
  if (sent.kind !== 'verdict') {
    const kind = sent.kind === 'unsent' && sent.retryAt !== null ? 'rate_limited' : 'unavailable'
    const retryAt = sent.kind === 'unsent' ? sent.retryAt : null
    return fault(kind, sent.code, `The preview was not answered (${sent.code}).`, retryAt)
  }
  const { verdict, outcome } = sent
  return verdict.kind === 'value' ? previewOf(verdict.value) : faultOfVerdict(verdict, outcome, now)
}
