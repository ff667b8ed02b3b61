import type { EngineListener, EngineWish } from '../../cli/engine-door.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Store } from '../../ports/store/store.ts'
import { type HostBackup, hostBackup } from '../backup/host-backup.ts'
import { dataFolderOf, type EngineConfig, engineConfig } from '../engine/engine-config.ts'
import { readEngineRecord } from '../engine/engine-record.ts'
import { openStore, prepareDataFolder } from '../engine/open-store.ts'
import { freePort } from '../http/free-port.ts'
import { assembleHost, type EngineSurroundings, type OpenedHost } from './assemble-host.ts'
import { openPeople } from './open-people.ts'

/** A host that is open, with its database at hand. */
export interface OpenedProcess extends OpenedHost {
  readonly backup: HostBackup
}

/**
 * Opens everything that a process of accounts needs, in the order in which it can be refused without harm:
 * configuration, folder and database, people and their tokens, market, the process's own account. What was opened is
 * closed again when a later step is refused or fails.
 */
export async function openHost(
  wish: EngineWish,
  listener: EngineListener,
  surroundings: EngineSurroundings,
): Promise<Result<OpenedProcess>> {
  const { environment } = surroundings
  const configured = engineConfig(wish, environment, readEngineRecord(dataFolderOf(wish, environment)))
  if (!configured.ok) return configured
  const config = await withPort(configured.value)
  const folder = prepareDataFolder(config.dataFolder)
  if (!folder.ok) return folder
  const store = await openStore(config)
  if (!store.ok) return store
  return closingOnRefusal(store.value, async () => {
    const people = await openPeople({ store: store.value, config, environment })
    if (!people.ok) return people
    const opened = await assembleHost({
      store: store.value,
      config,
      listener,
      surroundings,
      people: people.value,
    })
    if (!opened.ok) return opened
    return ok({ ...opened.value, backup: hostBackup(opened.value, store.value.dump, surroundings.now) })
  })
}

/** Port 0 as the port that it stands for. */
async function withPort(config: EngineConfig): Promise<EngineConfig> {
  const { api } = config
  return api?.port === 0 ? { ...config, api: { ...api, port: await freePort(api.host) } } : config
}

async function closingOnRefusal<Opened>(
  store: Store,
  open: () => Promise<Result<Opened>>,
): Promise<Result<Opened>> {
  let opened: Result<Opened> | null = null
  try {
    opened = await open()
    return opened
  } finally {
    if (opened?.ok !== true) await store.close()
  }
}
