import type { PeopleRequest } from '../../contract/people-request.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import { openServerStore, openStore } from '../engine/open-store.ts'
import type { Environment } from '../config/environment.ts'
import { answerPeople } from './answer-people.ts'
import { LateLog } from './late-log.ts'
import { ownOrigins } from './own-origins.ts'
import { openPeopleServices } from './people-services.ts'

/** Answers about people from the database that an engine left, or that one of another process uses. */
export async function askPeople(
  config: EngineConfig,
  request: PeopleRequest,
  environment: Environment,
): Promise<Result<unknown>> {
  const { databaseUrl, dataFolder } = config
  const store = databaseUrl === null ? await openStore(config) : ok(openServerStore(databaseUrl))
  if (!store.ok) return store
  try {
    const { pool } = store.value
    const origins = ownOrigins(config.api)
    const place = { pool, work: store.value, dataFolder, environment, origins, log: new LateLog() }
    const services = await openPeopleServices(place)
    return services.ok ? await answerPeople(request, services.value, false) : services
  } finally {
    await store.value.close()
  }
}
