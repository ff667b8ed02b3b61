import { MemoryEventFeed } from '../../adapters/memory/memory-event-feed.ts'
import type { PooledStore } from '../../adapters/postgres/postgres-store.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { Environment } from '../config/environment.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import { LateLog } from '../people/late-log.ts'
import { ownOrigins } from '../people/own-origins.ts'
import { openPeopleServices } from '../people/people-services.ts'
import type { HostPeople } from './host-people.ts'

/** Opens what lets people in, keeps their tokens and tells them news. Refuses as `openPeopleServices` does. */
export async function openPeople({
  store,
  config,
  environment,
}: {
  readonly store: PooledStore
  readonly config: EngineConfig
  readonly environment: Environment
}): Promise<Result<HostPeople>> {
  const log = new LateLog()
  const services = await openPeopleServices({
    pool: store.pool,
    work: store,
    dataFolder: config.dataFolder,
    environment,
    origins: ownOrigins(config.api),
    log,
  })
  if (!services.ok) return services
  return ok({
    vault: services.value.desk.vault,
    feed: new MemoryEventFeed(),
    usernames: services.value.usernames,
    signIn: { ...services.value, log },
  })
}
