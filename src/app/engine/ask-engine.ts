import { createConnection } from 'node:net'
import type {
  BackupReport,
  EngineAnswers,
  EngineAsker,
  EngineWish,
  RequestOf,
} from '../../cli/engine-door.ts'
import { ENGINE_ANSWER, type EngineAsk, type EngineRequest } from '../../contract/engine-request.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import { type AccountStore, accountName } from '../../ports/store/account-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'
import { backUpProcess } from '../backup/process-backup.ts'
import { BY_HAND } from '../host/account-host.ts'
import { answerHost } from './answer-host.ts'
import { answerFromStore, isAccountRequest, isStoreRequest, type StoreRequest } from './answer-request.ts'
import { controlAddress } from './control-server.ts'
import { type EngineConfig, dataFolderOf, engineConfig } from './engine-config.ts'
import { readEngineRecord } from './engine-record.ts'
import { LOCAL_USER } from './account-core.ts'
import type { EngineSurroundings } from '../host/assemble-host.ts'
import { openHost } from '../host/open-host.ts'
import { isPeopleRequest } from '../people/answer-people.ts'
import { askPeople } from '../people/ask-people.ts'
import { savedMarketTime } from '../host/open-paper-exchange.ts'
import { openServerStore, openStore } from './open-store.ts'

/** A close may walk a ladder and a sync wait for a slow broker. */
const LONGEST_WAIT_MS = 120_000
const QUIET = { onEvent: () => {}, onLogLine: null }

/**
 * Asks the engine of a data folder: the one that runs, through its socket; otherwise the store that it left, or, for
 * what needs the broker, an engine that is opened for this one request and closed again.
 */
export function engineAsker(surroundings: EngineSurroundings): EngineAsker {
  return async <Ask extends EngineAsk>(wish: EngineWish, request: RequestOf<Ask>) => {
    type Answer = Result<EngineAnswers[Ask]>
    const folder = dataFolderOf(wish, surroundings.environment)
    const heard = await askRunning(folder, { ...request, about: wish.account })
    if (heard !== null) return heard as Answer
    const record = readEngineRecord(folder)
    if (record === null && wish.broker === null) {
      return refuse(
        'engine_must_have_run',
        `No engine has run in ${folder} yet; npm start begins one there, --data names another folder.`,
      )
    }
    const asked = request as EngineRequest
    if (asked.ask === 'backup') {
      const config = engineConfig(wish, surroundings.environment, record)
      return config.ok ? ((await backUpAtRest(config.value, asked.to, surroundings.now())) as Answer) : config
    }
    if (isStoreRequest(asked)) {
      const config = engineConfig(wish, surroundings.environment, record)
      return config.ok
        ? ((await askStore(config.value, wish.account, asked, surroundings)) as Answer)
        : config
    }
    if (isPeopleRequest(asked)) {
      const config = engineConfig(wish, surroundings.environment, record)
      return config.ok ? ((await askPeople(config.value, asked, surroundings.environment)) as Answer) : config
    }
    if (isAccountRequest(asked)) {
      return refuse(
        'engine_must_run',
        'Accounts are opened and closed in a running engine; npm start begins it.',
      )
    }
    const opened = await openHost(wish, QUIET, surroundings)
    if (!opened.ok) return opened
    const { market, close } = opened.value
    const playing = market.play()
    try {
      return (await answerHost({ request: asked, account: wish.account }, opened.value)) as Answer
    } finally {
      market.stop()
      await playing
      await close()
    }
  }
}

/** A backup of what a stopped engine has left. */
async function backUpAtRest(
  config: EngineConfig,
  to: string | null,
  now: Instant,
): Promise<Result<BackupReport>> {
  const opened = await openStore(config)
  if (!opened.ok) return opened
  try {
    return await backUpProcess(config, opened.value.dump, null, { to, now })
  } finally {
    await opened.value.close()
  }
}

/** The answer of the engine that runs; null when none listens. */
function askRunning(folder: string, request: unknown): Promise<Result<unknown> | null> {
  return new Promise((resolve) => {
    const socket = createConnection(controlAddress(folder))
    let heard = ''
    let connected = false
    socket.setEncoding('utf8')
    socket.setTimeout(LONGEST_WAIT_MS, () => {
      socket.destroy()
      resolve(refuse('engine_must_answer', 'The engine did not answer within two minutes; look at its log.'))
    })
    socket.on('connect', () => {
      connected = true
      socket.write(`${JSON.stringify(request)}\n`)
    })
    socket.on('data', (chunk: string) => {
      heard += chunk
    })
    socket.on('error', () => resolve(connected ? broken() : null))
    socket.on('close', () => resolve(answerOf(heard)))
  })
}

function answerOf(heard: string): Result<unknown> {
  try {
    const read = ENGINE_ANSWER.safeParse(JSON.parse(heard))
    if (!read.success) return broken()
    const answer = read.data
    return answer.ok ? ok(answer.value) : refuse(answer.code, answer.message)
  } catch {
    return broken()
  }
}

function broken(): Result<never> {
  return refuse('engine_must_answer', 'The engine ended before it had answered; ask again.')
}

async function askStore(
  config: EngineConfig,
  wanted: string | null,
  request: StoreRequest,
  { calendar, now }: EngineSurroundings,
): Promise<Result<unknown>> {
  const { databaseUrl } = config
  const opened = databaseUrl === null ? await openStore(config) : ok(openServerStore(databaseUrl))
  if (!opened.ok) return opened
  try {
    const asked = await accountAsked(config, wanted, opened.value)
    if (!asked.ok) return asked
    const { key, preset } = asked.value
    const at = key.environment === 'exchange' ? ((await savedMarketTime(config)) ?? now()) : null
    const view = {
      username: LOCAL_USER,
      account: accountName(key),
      mode: key.environment === 'live' ? ('LIVE' as const) : ('PAPER' as const),
      work: opened.value,
      clock: { now: () => at ?? now() },
      calendar,
      preset: Object.entries(preset).map(([name, value]) => ({ key: name, value })),
    }
    return await answerFromStore(request, view, null)
  } finally {
    await opened.value.close()
  }
}

/** Which account a request is about, and the preset under its settings. */
async function accountAsked(
  { broker, accountId, preset }: EngineConfig,
  wanted: string | null,
  work: UnitOfWork<AccountStore>,
): Promise<Result<{ readonly key: BrokerAccountKey; readonly preset: Readonly<Record<string, string>> }>> {
  const own: BrokerAccountKey = { environment: broker, accountId }
  if (wanted === null || wanted === accountName(own)) return ok({ key: own, preset: preset.values })
  const row = await work.transact(LOCAL_USER, (tx) => tx.accountByName(wanted))
  if (row !== null) return ok({ key: row.key, preset: BY_HAND })
  return refuse('account_must_be_known', `There is no account ${wanted}; legwork account list names them.`)
}
