import type { Instant } from '../../domain/calendar/instant.ts'
import type { AccountDesk, BrokerBalances, BrokerProfile } from '../../ports/broker-account.ts'
import type { BrokerFault } from '../../ports/broker-fault.ts'
import type { BrokerOrder } from '../../ports/broker-order.ts'
import type { BrokerPosition, PositionsDesk } from '../../ports/broker-positions.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OrderDesk } from '../../ports/order-desk.ts'

/** The desks that a snapshot reads. */
export type SnapshotDesk = Pick<OrderDesk, 'readOrders' | 'readOrder'> & AccountDesk & PositionsDesk

/** Everything of an account, read together; or why it could not be. */
export type SnapshotReading =
  | {
      readonly kind: 'complete'
      readonly startedAt: Instant
      readonly finishedAt: Instant
      readonly balances: BrokerBalances
      readonly positions: readonly BrokerPosition[]
      readonly orders: readonly BrokerOrder[]
    }
  | {
      readonly kind: 'torn' | 'failed'
      readonly startedAt: Instant
      readonly finishedAt: Instant
      readonly trouble: string
      readonly fault: BrokerFault | null
    }

/** How often a torn reading is tried again before it is left as torn. */
const TRIES = 3

/**
 * Reads orders, positions, balances, and orders once more: only when the fills of both order lists agree do the
 * positions between them belong to those orders. Otherwise the reading is torn; it is tried again, and in the end
 * marked, never patched. Four calls when nothing moves.
 */
export async function readSnapshot(
  desk: SnapshotDesk,
  clock: Pick<Clock, 'now'>,
  priority: CallPriority,
): Promise<SnapshotReading> {
  const startedAt = clock.now()
  const first = await desk.readOrders(priority)
  if (!first.ok) return failed(startedAt, clock, 'orders', first)
  let orders = first.value
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const positions = await desk.readPositions(priority)
    if (!positions.ok) return failed(startedAt, clock, 'positions', positions)
    const balances = await desk.readBalances(priority)
    if (!balances.ok) return failed(startedAt, clock, 'balances', balances)
    const again = await desk.readOrders(priority)
    if (!again.ok) return failed(startedAt, clock, 'orders', again)
    if (sameFills(orders, again.value)) {
      return {
        kind: 'complete',
        startedAt,
        finishedAt: clock.now(),
        balances: balances.value,
        positions: positions.value,
        orders: again.value,
      }
    }
    orders = again.value
  }
  const trouble = `orders changed while positions were read, ${TRIES} times in a row`
  return { kind: 'torn', startedAt, finishedAt: clock.now(), trouble, fault: null }
}

function failed(
  startedAt: Instant,
  clock: Pick<Clock, 'now'>,
  part: string,
  fault: BrokerFault,
): SnapshotReading {
  const trouble = `${part} could not be read: ${fault.kind}, ${fault.code}`
  return { kind: 'failed', startedAt, finishedAt: clock.now(), trouble, fault }
}

/** Whether two order lists tell of the same fills: only fills move positions. */
function sameFills(a: readonly BrokerOrder[], b: readonly BrokerOrder[]): boolean {
  return fillsText(a) === fillsText(b)
}

function fillsText(orders: readonly BrokerOrder[]): string {
  return orders
    .flatMap(function fills(order): string[] {
      const legs = order.legs.filter(({ filledQuantity }) => filledQuantity > 0)
      return [
        ...legs.map(({ id, filledQuantity }) => `${id}:${filledQuantity}`),
        ...order.children.flatMap(fills),
      ]
    })
    .sort()
    .join(' ')
}

/** The account's profile, read beside a snapshot now and then: it seldom changes. */
export async function readProfile(desk: AccountDesk, priority: CallPriority): Promise<BrokerProfile | null> {
  const profile = await desk.readProfile(priority)
  return profile.ok ? profile.value : null
}
