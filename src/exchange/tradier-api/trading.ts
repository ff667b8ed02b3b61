import type { OrderChange } from '../venue/change-order.ts'
import type { OrderDuration, OrderRequest } from '../venue/venue-types.ts'
import type { FaceCall } from './face-call.ts'
import { acceptedReply, canceledReply, refusalReply } from './order-answer.ts'
import { FormProblem, formPrice, type Lookup, readOrder } from './order-form.ts'
import { previewReply, refusedPreview } from './preview-answer.ts'
import { type Reply, unauthorizedAccount } from './reply.ts'

function reading<Value>(read: () => Value, use: (value: Value) => Reply): Reply {
  let value: Value
  try {
    value = read()
  } catch (problem) {
    if (problem instanceof FormProblem) return problem.reply
    throw problem
  }
  return use(value)
}

function preview({ room, path, now }: FaceCall, request: OrderRequest): Reply {
  const found = room.venue.preview(path['account']!, request, room.market)
  return found.ok ? previewReply(request, found.value, now) : refusedPreview(found, room.switches)
}

function place({ room, path, fault, now }: FaceCall, request: OrderRequest): Reply {
  const placed = room.venue.submit(path['account']!, request, room.market)
  if (!placed.ok) return refusalReply(placed, room.switches)
  if (fault?.kind === 'hidden') room.hidden.set(placed.value.id, now + fault.ms)
  return acceptedReply(placed.value.id, room.switches)
}

/** `POST /accounts/{id}/orders`: places an order, or with `preview=true` only says what it would cost. */
export function placeOrder(call: FaceCall): Reply {
  return reading(
    () => readOrder(call.params),
    (request) => (call.params.flag('preview') ? preview(call, request) : place(call, request)),
  )
}

function readChange({ params }: FaceCall): OrderChange {
  const of: Lookup = (name) => params.text(name)
  const type = of('type')?.toLowerCase() as OrderChange['type']
  const duration = of('duration')?.toLowerCase() as OrderDuration | undefined
  const limit = formPrice(of, 'price')
  const stop = formPrice(of, 'stop')
  return {
    ...(type === undefined ? {} : { type }),
    ...(duration === undefined ? {} : { duration }),
    ...(limit === undefined ? {} : { limit }),
    ...(stop === undefined ? {} : { stop }),
  }
}

function orderId({ path }: FaceCall): number {
  const text = path['order']!
  return /^\d{1,15}$/.test(text) ? Number(text) : -1
}

/** `PUT /accounts/{id}/orders/{order}`: changes type, duration, price or stop; everything else is ignored. */
export function changeOrder(call: FaceCall): Reply {
  const { room, path } = call
  return reading(
    () => readChange(call),
    (change) => {
      const changed = room.venue.modify(path['account']!, orderId(call), change, room.market)
      return changed.ok
        ? acceptedReply(changed.value.id, room.switches)
        : refusalReply(changed, room.switches)
    },
  )
}

/** `DELETE /accounts/{id}/orders/{order}`: the 200 only acknowledges the wish. */
export function deleteOrder(call: FaceCall): Reply {
  const { room, path, fault } = call
  const account = path['account']!
  const id = orderId(call)
  if (fault?.kind === 'cancel_lost') {
    return room.venue.order(account, id) === undefined ? unauthorizedAccount(account) : canceledReply(id)
  }
  const canceled = room.venue.cancel(account, id, room.market)
  return canceled.ok ? canceledReply(canceled.value.id) : refusalReply(canceled, room.switches)
}
