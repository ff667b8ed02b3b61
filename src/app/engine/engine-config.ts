import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import type { EngineWish } from '../../cli/engine-door.ts'
import type { MarketChoice } from '../../cli/exchange-door.ts'
import { type Preset, presetByName } from '../../domain/settings/presets.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'
import { type Environment, type EnvironmentValues, readEnvironment } from '../config/environment.ts'
import type { EngineRecord } from './engine-record.ts'
import { type OratsChoice, oratsChoice } from './orats-choice.ts'

/** An engine as it is run: wishes, environment and what the folder remembers put together. */
export interface EngineConfig {
  readonly dataFolder: string
  readonly broker: BrokerEnvironment
  readonly market: MarketChoice
  /** The day on which a new market begins; null for today, or the first recorded one. */
  readonly day: TradingDay | null
  /** Market seconds in a second; infinite for as fast as the work allows. */
  readonly speed: number
  readonly seed: number
  readonly presetName: string
  readonly preset: Preset
  /** The account's id at its broker. */
  readonly accountId: string
  /** Null on the built-in exchange. */
  readonly token: string | null
  /** Null without a token, and on the built-in exchange, whose market has prices of its own. */
  readonly orats: OratsChoice | null
  readonly databaseUrl: string | null
  /** For migrations, past a pooler. */
  readonly directUrl: string | null
  /** A login that may become the backup role; the one of migrations unless given. */
  readonly backupUrl: string | null
  readonly backupFolder: string
  /** Days for which backups are kept; 0 makes none at night. */
  readonly backupKeepDays: number
  readonly alertUrl: string | null
  readonly deadManUrl: string | null
  /** Whether this server may trade money: of its own account, and of users who switched it on. */
  readonly isLiveAllowed: boolean
  /** Where the API listens; null for a start without it. */
  readonly api: ApiPlace | null
}

/** Where the API listens, and under which names it may be reached. */
export interface ApiPlace {
  readonly host: string
  readonly port: number
  /** Besides this machine's own. */
  readonly hosts: readonly string[]
  /** Of a proxy in front; null without one. */
  readonly origin: string | null
}

/** Fifteen minutes, from one search for trades to the next, pass in seven and a half seconds. */
const USUAL_SPEED = 120
const USUAL_HOST = '127.0.0.1'
const USUAL_PORT = 8730
const USUAL_KEEP_DAYS = 14

/** The folder of an engine: the wish, the environment, or `data` here. */
export function dataFolderOf(wish: Pick<EngineWish, 'dataFolder'>, environment: Environment): string {
  return resolve(wish.dataFolder ?? given(environment, 'LEGWORK_DATA_DIR') ?? 'data')
}

/**
 * Puts the choices together; what nobody says is as it was in this folder, or the usual.
 *
 * Refuses: `environment_must_be_readable`, `preset_must_be_known`, `broker_needs_a_token`, `broker_needs_an_account`, `live_needs_two_switches`,
 * `real_broker_has_its_own_market`, and as `oratsChoice` does.
 */
export function engineConfig(
  wish: EngineWish,
  environment: Environment,
  before: EngineRecord | null,
): Result<EngineConfig> {
  const read = readEnvironment(environment)
  if (!read.ok) return read
  const values = read.value
  const broker = wish.broker ?? before?.broker ?? 'exchange'
  const chosen = wish.market ?? before?.market ?? { kind: 'synthetic' }
  const market = chosen.kind === 'synthetic' ? chosen : { ...chosen, path: resolve(chosen.path) }
  const isSame = before !== null && broker === before.broker && sameMarket(market, before.market)
  const seed = wish.seed ?? (isSame ? before.seed : 1)
  const usual = broker === 'exchange' && market.kind !== 'recorded' ? 'demo' : 'default'
  const presetName = wish.preset ?? (isSame ? before.preset : usual)
  const preset = presetByName(presetName)
  if (!preset.ok) return preset
  const account = accountOf(broker, market, seed, wish, values)
  if (!account.ok) return account
  const orats = broker === 'exchange' ? ok(null) : oratsChoice(environment)
  if (!orats.ok) return orats
  const dataFolder = dataFolderOf(wish, environment)
  return ok({
    dataFolder,
    broker,
    market,
    day: wish.day,
    speed: wish.speed ?? (isSame ? before.speed : market.kind === 'recorded' ? Infinity : USUAL_SPEED),
    seed,
    presetName,
    preset: preset.value,
    ...account.value,
    orats: orats.value,
    databaseUrl: values.DATABASE_URL,
    directUrl: values.DIRECT_URL,
    backupUrl: values.BACKUP_DATABASE_URL,
    backupFolder: resolve(values.LEGWORK_BACKUP_DIR ?? join(dataFolder, 'backups')),
    backupKeepDays: values.LEGWORK_BACKUP_KEEP_DAYS ?? USUAL_KEEP_DAYS,
    alertUrl: values.LEGWORK_ALERT_URL,
    deadManUrl: values.LEGWORK_DEADMAN_URL,
    isLiveAllowed: values.LEGWORK_LIVE !== null,
    api: wish.api ? apiPlace(wish, values) : null,
  })
}

function apiPlace({ port }: EngineWish, values: EnvironmentValues): ApiPlace {
  return {
    host: values.LEGWORK_HOST ?? USUAL_HOST,
    port: port ?? values.LEGWORK_PORT ?? USUAL_PORT,
    hosts: values.LEGWORK_HOSTS ?? [],
    origin: values.LEGWORK_ORIGIN,
  }
}

/** An empty variable is none. */
function given(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim() ?? ''
  return value === '' ? null : value
}

function sameMarket(a: MarketChoice, b: MarketChoice): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * On the built-in exchange each market and seed is another world with an account of its own, since positions of one
 * would be missing from another and would look as if they had been closed.
 */
function accountOf(
  broker: BrokerEnvironment,
  market: MarketChoice,
  seed: number,
  wish: EngineWish,
  values: EnvironmentValues,
): Result<Pick<EngineConfig, 'accountId' | 'token'>> {
  if (broker === 'exchange') return ok({ accountId: worldName(market, seed), token: null })
  if (wish.market !== null || wish.speed !== null || wish.seed !== null) {
    return refuse(
      'real_broker_has_its_own_market',
      `--market, --speed and --seed are of the built-in exchange; --broker ${broker} has its own market and time.`,
    )
  }
  if (broker === 'live' && values.LEGWORK_LIVE === null) {
    return refuse(
      'live_needs_two_switches',
      'Real money needs two switches: --broker live and LEGWORK_LIVE=yes-real-money in the environment; the second is not set.',
    )
  }
  const token = values.LEGWORK_TRADIER_TOKEN
  if (token === null) {
    return refuse(
      'broker_needs_a_token',
      `--broker ${broker} needs the account's token in LEGWORK_TRADIER_TOKEN.`,
    )
  }
  const accountId = values.LEGWORK_TRADIER_ACCOUNT
  if (accountId === null) {
    return refuse(
      'broker_needs_an_account',
      `--broker ${broker} needs the account's number in LEGWORK_TRADIER_ACCOUNT, e.g. VA12345678.`,
    )
  }
  return ok({ accountId, token })
}

function worldName(market: MarketChoice, seed: number): string {
  if (market.kind === 'synthetic') return `SYN${seed}`
  const hash = createHash('sha256').update(`${market.path}\n${seed}`).digest('hex').slice(0, 8).toUpperCase()
  return `${market.kind === 'recorded' ? 'REC' : 'SNP'}${hash}`
}
