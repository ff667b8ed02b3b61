import { type TimeOfDay, timeOfDayFromMs } from '../domain/calendar/time-of-day.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import { parseCents } from '../domain/money/cents-text.ts'
import { type Cents, cents } from '../domain/money/cents.ts'
import type {
  AccountWish,
  ExchangeRequest,
  FaultChoice,
  FeeWish,
  MarketChoice,
  SwitchSetting,
} from './exchange-door.ts'
import type { OptionReader } from './option-values.ts'
import type { OutputOptions } from './screen-options.ts'
import { UsageError } from './usage-error.ts'

/** The options of `legwork exchange` as the parser leaves them. */
export interface ExchangeOptions extends OutputOptions {
  readonly market: MarketChoice
  readonly seed: number
  readonly date?: TradingDay
  readonly time?: number
  readonly speed: number
  readonly alwaysOpen?: boolean
  readonly personality: 'sandbox' | 'live'
  readonly account?: readonly AccountWish[]
  readonly fees?: FeeWish
  readonly token?: string
  readonly control?: string
  readonly faults?: FaultChoice
  readonly switch?: readonly SwitchSetting[]
  readonly state?: string
  readonly host: string
  readonly port: number
  readonly status?: number
}

/** The account of an exchange for which none was named. */
export const USUAL_ACCOUNT: AccountWish = {
  id: null,
  type: 'margin',
  cash: cents(10_000_000),
  optionLevel: 3,
}

const HIGHEST_LEVEL = 6
const ACCOUNT_KEYS = ['cash', 'type', 'level', 'id'] as const
const FEE_KEYS = ['contract', 'index', 'option-order', 'equity-order'] as const

/** `--market`: synthetic, recorded:PATH or snapshot:PATH. */
export const readMarket: OptionReader<MarketChoice> = (text) => {
  const [kind = '', ...rest] = text.split(':')
  const path = rest.join(':')
  if (kind === 'synthetic' && rest.length === 0) return { kind }
  if ((kind === 'recorded' || kind === 'snapshot') && path !== '') return { kind, path }
  throw new UsageError(
    `--market expects synthetic, recorded:PATH or snapshot:PATH, got "${text}"${
      kind === 'recorded' || kind === 'snapshot' ? ', which names no file' : ''
    }.`,
  )
}

/** `--faults`: a file of rules, or `seed:N` for the usual ones. */
export const readFaults: OptionReader<FaultChoice> = (text) => {
  if (!text.startsWith('seed:')) {
    if (text.trim() === '') throw new UsageError('--faults expects a file of rules or seed:N, e.g. seed:7.')
    return { kind: 'file', path: text }
  }
  const digits = text.slice('seed:'.length)
  const seed = /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN
  if (seed < 2 ** 32) return { kind: 'seed', seed }
  throw new UsageError(`--faults expects seed:N with N from 0 to 4294967295, got "${text}".`)
}

/** Parts `key=value` with commas between them, each key at most once. */
function readParts<Key extends string>(
  name: string,
  keys: readonly Key[],
  text: string,
): ReadonlyMap<Key, string> {
  const parts = new Map<Key, string>()
  for (const part of text.split(',')) {
    const [key = '', value = ''] = part.split('=', 2).map((word) => word.trim())
    const known = keys.find((one) => one === key)
    if (known === undefined || parts.has(known)) {
      const wanted = `${keys.slice(0, -1).join('=, ')}= and ${keys.at(-1)}=`
      throw new UsageError(`${name} expects ${wanted}, each once, with commas between them, got "${text}".`)
    }
    parts.set(known, value)
  }
  return parts
}

/** Plain dollars of zero or more. */
function readDollars(name: string, what: string, example: string, text: string): Cents {
  const amount = parseCents(text)
  if (amount.ok && amount.value >= 0) return amount.value
  throw new UsageError(
    `${name} expects ${what} in plain dollars of 0 or more, e.g. ${example}, got "${text}".`,
  )
}

/** `--account`: `cash=50000,type=margin,level=3,id=VA1`; each option is one account more. */
export function readAccount(text: string, before: readonly AccountWish[] | undefined): AccountWish[] {
  let account = USUAL_ACCOUNT
  for (const [key, value] of readParts('--account', ACCOUNT_KEYS, text)) {
    account = { ...account, ...accountPart(key, value) }
  }
  return [...(before ?? []), account]
}

/** `--fees`: `contract=0.35,index=0.60,option-order=0,equity-order=0`; what is left out is free. */
export const readFees: OptionReader<FeeWish> = (text) => {
  const parts = readParts('--fees', FEE_KEYS, text)
  const fee = (key: (typeof FEE_KEYS)[number]): Cents => {
    const given = parts.get(key)
    return given === undefined ? cents(0) : readDollars('--fees', key, '0.35', given)
  }
  return {
    perContract: fee('contract'),
    perIndexContract: fee('index'),
    perOptionOrder: fee('option-order'),
    perEquityOrder: fee('equity-order'),
  }
}

function accountPart(key: (typeof ACCOUNT_KEYS)[number], value: string): Partial<AccountWish> {
  switch (key) {
    case 'cash':
      return { cash: readDollars('--account', 'cash', '50000', value) }
    case 'type':
      if (value !== 'cash' && value !== 'margin') {
        throw new UsageError(`--account expects type=cash or type=margin, got "${value}".`)
      }
      return { type: value }
    case 'level': {
      const optionLevel = /^\d$/.test(value) ? Number(value) : Number.NaN
      if (!(optionLevel <= HIGHEST_LEVEL)) {
        throw new UsageError(`--account expects a level from 0 to ${HIGHEST_LEVEL}, got "${value}".`)
      }
      return { optionLevel }
    }
    case 'id':
      if (!/^[A-Z0-9]{4,12}$/.test(value)) {
        throw new UsageError(
          `--account expects an id of 4 to 12 capitals and digits, e.g. VA10000001, got "${value}".`,
        )
      }
      return { id: value }
  }
}

/** `--switch`: `name=value`; each option is one more. */
export function readSwitch(text: string, before: readonly SwitchSetting[] | undefined): SwitchSetting[] {
  const match = /^(\w+)=(.+)$/.exec(text)
  if (match === null) {
    throw new UsageError(`--switch expects name=value, e.g. sandboxDelayMs=0, got "${text}".`)
  }
  return [...(before ?? []), { name: match[1]!, value: match[2]! }]
}

/** A word that can stand in a header, for tokens. */
export function tokenOption(name: string): OptionReader<string> {
  return (text) => {
    if (!/^[\w.~+/-]{8,200}$/.test(text)) {
      throw new UsageError(
        `${name} expects 8 to 200 letters, digits and signs of - _ . ~ + /, got ${text.length} characters.`,
      )
    }
    return text
  }
}

function timeOf(minutes: number | undefined): TimeOfDay | null {
  return minutes === undefined ? null : timeOfDayFromMs(minutes * 60_000)
}

/**
 * What the options ask for.
 *
 * @throws {UsageError} when two of them cannot stand together
 */
export function exchangeRequest(options: ExchangeOptions): ExchangeRequest {
  const { market, speed, token = null, control = null, alwaysOpen = false } = options
  const accounts = options.account ?? [USUAL_ACCOUNT]
  const ids = accounts.flatMap(({ id }) => id ?? [])
  if (new Set(ids).size < ids.length) throw new UsageError('--account was given the same id twice.')
  if (control !== null && control === token) {
    throw new UsageError('--control and --token must differ: who may trade may not turn the clock.')
  }
  if (speed === 0 && control === null) {
    throw new UsageError(
      '--speed 0 leaves the clock to the door for tests; give it a token: --control TOKEN.',
    )
  }
  return {
    market,
    seed: options.seed,
    day: options.date ?? null,
    time: timeOf(options.time),
    speed,
    alwaysOpen,
    personality: options.personality,
    accounts,
    fees: options.fees ?? null,
    token,
    controlToken: control,
    faults: options.faults ?? null,
    switches: options.switch ?? [],
    stateFile: options.state ?? null,
    host: options.host,
    port: options.port,
  }
}
