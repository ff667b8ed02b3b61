import type { EngineListener, EngineWish } from '../../cli/engine-door.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Store } from '../../ports/store/store.ts'
import { dataFolderOf, engineConfig } from '../engine/engine-config.ts'
import { readEngineRecord } from '../engine/engine-record.ts'
import { openStore, prepareDataFolder } from '../engine/open-store.ts'
import { assembleHost, type EngineSurroundings, type OpenedHost } from './assemble-host.ts'
import { openPeople } from './open-people.ts'

/**
 * Opens everything that a process of accounts needs, in the order in which it can be refused without harm:
 * configuration, folder and database, people and their tokens, market, the process's own account. What was opened is
 * closed again when a later step is refused or fails.
 */
export async function openHost(
  wish: EngineWish,
  listener: EngineListener,
  surroundings: EngineSurroundings,
): Promise<Result<OpenedHost>> {
  const { environment } = surroundings
  const configured = engineConfig(wish, environment, readEngineRecord(dataFolderOf(wish, environment)))
  if (!configured.ok) return configured
  const config = configured.value
  const folder = prepareDataFolder(config.dataFolder)
  if (!folder.ok) return folder
  const store = await openStore(config)
  if (!store.ok) return store
  return closingOnRefusal(store.value, async () => {
    const people = await openPeople({ store: store.value, config, environment })
    if (!people.ok) return people
    return assembleHost({ store: store.value, config, listener, surroundings, people: people.value })
  })
}

async function closingOnRefusal(
  store: Store,
  open: () => Promise<Result<OpenedHost>>,
): Promise<Result<OpenedHost>> {
  let opened: Result<OpenedHost> | null = null
  try {
    opened = await open()
    return opened
  } finally {
    if (opened?.ok !== true) await store.close()
  }
}
