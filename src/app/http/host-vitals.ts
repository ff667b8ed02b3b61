import type { Instant } from '../../domain/calendar/instant.ts'
import type { EngineVital } from '../../http/api-deps.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'
import type { RunningEngine } from '../host/account-host.ts'

const ENVIRONMENTS: readonly BrokerEnvironment[] = ['exchange', 'sandbox', 'live']

/** How the engines of each kind do, all users together. */
export function hostVitals(running: readonly RunningEngine[], now: Instant): readonly EngineVital[] {
  return ENVIRONMENTS.map((environment) => {
    const mine = running.filter(({ core }) => core.view.account.startsWith(`${environment}:`))
    const calls = mine.map(({ core }) => core.world.connection.readHealth().callsInLastMinute)
    const monitors = mine.flatMap(({ lastMonitorAt }) => lastMonitorAt ?? [])
    return {
      environment,
      engines: mine.length,
      callsInLastMinute: Math.max(0, ...calls),
      monitorAgeSeconds: monitors.length === 0 ? null : (now - Math.min(...monitors)) / 1_000,
    }
  })
}
