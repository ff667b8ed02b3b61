import type { OrderDesk, Placement } from '../../../src/ports/order-desk.ts'

type Desk = Pick<OrderDesk, 'place' | 'preview' | 'cancel' | 'readOrders'>

/** Another way to place orders, in the place of the broker's own; and whether a refused entry is entered anew. */
export interface Policy {
  readonly name: string
  readonly desk: (desk: Desk) => Pick<OrderDesk, 'place' | 'preview' | 'cancel'>
  readonly entersAgain: boolean
}

function placing(desk: Desk, place: OrderDesk['place']): ReturnType<Policy['desk']> {
  return {
    place,
    preview: (ticket, priority) => desk.preview(ticket, priority),
    cancel: (orderId, priority) => desk.cancel(orderId, priority),
  }
}

/** As Legwork does it. */
export const OURS: Policy = { name: 'ours', desk: (desk) => desk, entersAgain: false }

/** What trading programs do instead; each sends an order a second time that may have arrived. */
export const NAIVE_POLICIES: readonly Policy[] = [
  {
    name: 'blind retry',
    desk: (desk) =>
      placing(desk, async (ticket, tag, priority, notAfter) => {
        let placed: Placement = { kind: 'unknown', code: '', message: '' }
        for (let i = 0; i < 3 && (placed.kind === 'unknown' || placed.kind === 'unsent'); i += 1)
          placed = await desk.place(ticket, tag, priority, notAfter)
        return placed
      }),
    entersAgain: false,
  },
  {
    name: 'fail and re-enter',
    desk: (desk) =>
      placing(desk, async (ticket, tag, priority, notAfter) => {
        const placed = await desk.place(ticket, tag, priority, notAfter)
        return placed.kind === 'unknown' ? { ...placed, kind: 'rejected' } : placed
      }),
    entersAgain: true,
  },
  {
    name: 'search once and resend',
    desk: (desk) =>
      placing(desk, async (ticket, tag, priority, notAfter) => {
        const placed = await desk.place(ticket, tag, priority, notAfter)
        if (placed.kind !== 'unknown') return placed
        const listed = await desk.readOrders('resolution')
        const found = listed.ok ? listed.value.find((order) => order.tag === tag) : undefined
        if (found !== undefined) return { kind: 'accepted', orderId: found.id }
        return desk.place(ticket, tag, priority, notAfter)
      }),
    entersAgain: false,
  },
]
