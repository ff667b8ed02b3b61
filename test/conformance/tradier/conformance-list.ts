import { ACCOUNT_CASES } from './cases/account-cases.ts'
import { ACCOUNT_STREAM_CASES } from './cases/account-stream-cases.ts'
import { ENVELOPE_CASES } from './cases/envelope-cases.ts'
import { FAULT_CASES } from './cases/fault-cases.ts'
import { MARKET_CASES } from './cases/market-cases.ts'
import { MARKET_STREAM_CASES } from './cases/market-stream-cases.ts'
import { ORDER_LIFE_CASES } from './cases/order-life-cases.ts'
import { ORDER_LIST_CASES } from './cases/order-list-cases.ts'
import { ORDER_ROW_CASES } from './cases/order-row-cases.ts'
import { PROTOCOL_CASES } from './cases/protocol-cases.ts'
import { REPORT_CASES } from './cases/report-cases.ts'
import { TRADING_CASES } from './cases/trading-cases.ts'
import { VENUE_FAULT_CASES } from './cases/venue-fault-cases.ts'
import type { ConformanceCase } from './conformance-case.ts'

/** Every case, by number. */
export const CONFORMANCE_LIST: readonly ConformanceCase[] = [
  ...ENVELOPE_CASES,
  ...ACCOUNT_CASES,
  ...ORDER_LIST_CASES,
  ...ORDER_ROW_CASES,
  ...TRADING_CASES,
  ...MARKET_CASES,
  ...FAULT_CASES,
  ...VENUE_FAULT_CASES,
  ...ORDER_LIFE_CASES,
  ...PROTOCOL_CASES,
  ...REPORT_CASES,
  ...ACCOUNT_STREAM_CASES,
  ...MARKET_STREAM_CASES,
].sort((a, b) => (a.id < b.id ? -1 : 1))
