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
import { accountName } from '../../ports/store/account-store.ts'
import { backUpProcess } from '../backup/process-backup.ts'
import { answerFromStore, answerRequest, isStoreRequest, type StoreRequest } from './answer-request.ts'
import { controlAddress } from './control-server.ts'
import { type EngineConfig, dataFolderOf, engineConfig } from './engine-config.ts'
import { readEngineRecord } from './engine-record.ts'
import { LOCAL_USER } from './account-core.ts'
import { type EngineSurroundings, openCore } from './open-core.ts'
import { savedMarketTime } from './open-paper-world.ts'
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
    const heard = await askRunning(folder, request)
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
      return config.ok ? ((await askStore(config.value, asked, surroundings)) as Answer) : config
    }
    const opened = await openCore(wish, QUIET, surroundings)
    if (!opened.ok) return opened
    const { core, close } = opened.value
    const playing = core.world.play()
    try {
      return (await answerRequest(asked, core)) as Answer
    } finally {
      core.world.stop()
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
  request: StoreRequest,
  { calendar, now }: EngineSurroundings,
): Promise<Result<unknown>> {
  const { databaseUrl, broker, accountId, preset } = config
  const opened = databaseUrl === null ? await openStore(config) : ok(openServerStore(databaseUrl))
  if (!opened.ok) return opened
  const at = broker === 'exchange' ? ((await savedMarketTime(config)) ?? now()) : null
  try {
    const view = {
      username: LOCAL_USER,
      account: accountName({ environment: broker, accountId }),
      mode: broker === 'live' ? ('LIVE' as const) : ('PAPER' as const),
      work: opened.value,
      clock: { now: () => at ?? now() },
      calendar,
      preset: Object.entries(preset.values).map(([key, value]) => ({ key, value })),
    }
    return await answerFromStore(request, view, null)
  } finally {
    await opened.value.close()
  }
}
