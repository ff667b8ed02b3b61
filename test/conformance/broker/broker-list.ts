import type { BrokerCase } from './broker-case.ts'
import { ACCOUNT_CASES } from './cases/account-cases.ts'
import { MARKET_CASES } from './cases/market-cases.ts'
import { ORDER_CASES } from './cases/order-cases.ts'

/** Every case, by number: what the engine takes for granted of a broker. */
export const BROKER_LIST: readonly BrokerCase[] = [...ORDER_CASES, ...ACCOUNT_CASES, ...MARKET_CASES]
