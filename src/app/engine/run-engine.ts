import type { EngineListener, EngineWish, OpenEngine } from '../../cli/engine-door.ts'
import { sleepFor } from '../../adapters/system/system-clock.ts'
import { formatNewYork } from '../../domain/calendar/new-york-time.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { backUpAtNight } from '../backup/process-backup.ts'
import type { EngineSurroundings, OpenedHost } from '../host/assemble-host.ts'
import { openHost } from '../host/open-host.ts'
import { answerHost } from './answer-host.ts'
import { type ApiServer, serveApi } from '../http/serve-api.ts'
import type { HostPeople } from '../host/host-people.ts'
import { serveControl } from './control-server.ts'
import type { EngineConfig } from './engine-config.ts'

/** How long cycles under way may take to their end, of the wall. */
const GRACE_MS = 5_000

/** Opens the accounts of this process and begins their cycles. Refuses as `openHost` does. */
export async function runEngine(
  wish: EngineWish,
  listener: EngineListener,
  surroundings: EngineSurroundings,
): Promise<Result<OpenEngine>> {
  const opened = await openHost(wish, listener, surroundings)
  if (!opened.ok) return opened
  const { host, market, config, people, backup } = opened.value
  const api = config.api === null ? ok(null) : await serveApi(config.api, opened.value, surroundings.now)
  if (!api.ok) {
    await opened.value.close()
    return api
  }
  const control = await serveControl(config.dataFolder, (call) => answerHost(call, opened.value))
  host.begin()
  const ended = market.play()
  ended.catch(() => undefined)
  await host.restore(await people.usernames())
  const stop = new AbortController()
  const nights = backUpAtNight(config, opened.value.core.engine.context, () => backup(null), stop.signal)
  return ok({
    head: [...headOf(opened.value), ...(await signInLines(api.value, people))],
    notes: notesOf(opened.value),
    ended,
    async close() {
      stop.abort(new Error('the engine ends'))
      // Whoever is still answered is answered by engines that run.
      await api.value?.close()
      // A cycle under way may wait for the market's time; only when that takes too long is it cut off.
      await Promise.race([host.end(), sleepFor(GRACE_MS)])
      market.stop()
      await ended.catch(() => undefined)
      await nights
      await control.close()
      return opened.value.close()
    },
  })
}

/** Where the API is, and how the first person signs in there. */
async function signInLines(api: ApiServer | null, { signIn }: HostPeople): Promise<OpenEngine['head']> {
  if (api === null) return [['API', 'not served (--no-api)']]
  const code = await signIn?.gate.firstCode()
  const at = `${api.url}/api/v1, described at ${api.url}/docs`
  if (code == null) return [['API', `${at}; sign in with your e-mail and password`]]
  return [
    ['API', at],
    ['sign up', `nobody has yet; the first person joins, as the admin, with the code ${code}`],
  ]
}

function headOf({ core, config, market, log }: OpenedHost): OpenEngine['head'] {
  const { view } = core
  const time = formatNewYork(market.clock.now()).slice(0, 16).replace('T', ' ')
  const pace =
    market.speed === null
      ? "in the wall's time"
      : market.speed === Infinity
        ? 'as fast as it goes'
        : `${market.speed} times as fast as the wall`
  const opens = market.opensAt()
  return [
    ['account', `${view.account}, ${view.mode}`],
    [
      'market',
      `${market.description}; ${time} there${opens === null ? '' : `, opens ${formatNewYork(opens).slice(0, 16).replace('T', ' ')}`}`,
    ],
    ['pace', pace],
    ['rules', `preset ${config.presetName}${presetText(config)}`],
    [
      'data',
      `${config.dataFolder}${config.databaseUrl === null ? ', embedded database' : ', database of DATABASE_URL'}`,
    ],
    ['log', log.path],
  ]
}

function presetText({ preset }: EngineConfig): string {
  const values = Object.entries(preset.values)
  if (values.length === 0) return ''
  return `, which differs from the defaults in ${values.map(([key, value]) => `${key} ${value}`).join(', ')}`
}

function notesOf({ market, config }: OpenedHost): readonly string[] {
  return [...market.notes, ...(Object.keys(config.preset.values).length === 0 ? [] : [config.preset.about])]
}
