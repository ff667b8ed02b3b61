import { PRICE_UNITS_PER_DOLLAR } from '../../domain/money/price.ts'
import { InstrumentTable } from '../venue/instrument.ts'
import { strategyName } from '../venue/strategy-name.ts'
import type {
  Execution,
  GroupOrder,
  NetOrder,
  NetOrderLeg,
  SimpleOrder,
  VenueOrder,
} from '../venue/venue-types.ts'
import { netAverage, sumOfLegs } from './net-average.ts'
import type { FaceSwitches } from './switches.ts'
import { utcText } from './wire-time.ts'
import { float, type WireFloat, type WireRecord } from './wire-value.ts'

/** How rows are written: whether tags were asked for, and the switches. */
export interface RowStyle {
  readonly tags: boolean
  readonly switches: Pick<FaceSwitches, 'remainingAfterReject' | 'tagOnLegs'>
}

const instruments = new InstrumentTable()

function dollars(units: number): WireFloat {
  return float(units / PRICE_UNITS_PER_DOLLAR)
}

function optionalDollars(units: number | null): WireFloat | undefined {
  return units === null ? undefined : dollars(units)
}

function executionFields(execution: Execution, remaining: number): WireRecord {
  const { executedQuantity, executedValue, lastFillPrice, lastFillQuantity } = execution
  return {
    avg_fill_price: executedQuantity === 0 ? float(0) : dollars(executedValue / executedQuantity),
    exec_quantity: float(executedQuantity),
    last_fill_price: dollars(lastFillPrice ?? 0),
    last_fill_quantity: float(lastFillQuantity),
    remaining_quantity: float(remaining),
  }
}

function dates(order: VenueOrder): WireRecord {
  return { create_date: utcText(order.createdAt), transaction_date: utcText(order.changedAt) }
}

function tagOf(order: VenueOrder, style: RowStyle): string | undefined {
  return style.tags && order.tag !== null ? order.tag : undefined
}

function reasonOf(order: VenueOrder): string | undefined {
  return order.status === 'rejected' ? (order.reason ?? undefined) : undefined
}

function simpleRow(order: SimpleOrder, style: RowStyle): WireRecord {
  const { request, execution } = order
  const showsQuantity = order.status === 'rejected' && style.switches.remainingAfterReject === 'quantity'
  return {
    id: order.id,
    type: order.type,
    symbol: request.symbol,
    side: request.side,
    quantity: float(request.quantity),
    status: order.status,
    duration: order.duration,
    price: optionalDollars(order.limit),
    ...executionFields(execution, showsQuantity ? request.quantity : execution.remainingQuantity),
    stop_price: optionalDollars(order.stop),
    ...dates(order),
    class: order.class,
    option_symbol: request.optionSymbol,
    reason_description: reasonOf(order),
    tag: order.groupId === null || style.switches.tagOnLegs ? tagOf(order, style) : undefined,
  }
}

function legRow(order: NetOrder, leg: NetOrderLeg, style: RowStyle): WireRecord {
  const { request, execution } = leg
  return {
    id: leg.id,
    type: order.type,
    symbol: request.symbol,
    side: request.side,
    quantity: float(request.quantity),
    status: order.status,
    duration: order.duration,
    price: optionalDollars(order.limit),
    ...executionFields(execution, execution.remainingQuantity),
    ...dates(order),
    class: request.optionSymbol === undefined ? 'equity' : 'option',
    option_symbol: request.optionSymbol,
    reason_description: reasonOf(order),
    tag: style.switches.tagOnLegs ? tagOf(order, style) : undefined,
  }
}

function netRow(order: NetOrder, style: RowStyle): WireRecord {
  return {
    id: order.id,
    type: order.type,
    symbol: order.request.symbol,
    side: 'buy',
    quantity: float(sumOfLegs(order, (leg) => leg.request.quantity)),
    status: order.status,
    duration: order.duration,
    price: optionalDollars(order.limit),
    avg_fill_price: dollars(netAverage(order)),
    exec_quantity: float(sumOfLegs(order, (leg) => leg.execution.executedQuantity)),
    last_fill_price: float(0),
    last_fill_quantity: float(order.lastFillUnits),
    remaining_quantity: float(sumOfLegs(order, (leg) => leg.execution.remainingQuantity)),
    ...dates(order),
    class: order.class,
    num_legs: order.legs.length,
    strategy: strategyName(instruments, order.request),
    reason_description: reasonOf(order),
    tag: tagOf(order, style),
    leg: order.legs.map((leg) => legRow(order, leg, style)),
  }
}

function groupRow(order: GroupOrder, style: RowStyle): WireRecord {
  return {
    id: order.id,
    status: order.status,
    ...dates(order),
    class: order.class,
    reason_description: reasonOf(order),
    tag: tagOf(order, style),
    leg: order.children.map((child) => simpleRow(child, style)),
  }
}

/**
 * An order as Tradier prints it: its keys in the recorded order, quantities as floats, keys that do not apply
 * absent. Of a net order the quantity is the sum of the legs, the side always `buy`, and the average price
 * negative for a credit received. Source: fact sheet 3.7.
 */
export function orderRow(order: VenueOrder, style: RowStyle): WireRecord {
  if ('legs' in order) return netRow(order, style)
  return 'children' in order ? groupRow(order, style) : simpleRow(order, style)
}
