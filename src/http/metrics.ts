import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { EngineVital } from './api-deps.ts'

/** What is counted for a scraper. No label tells of a user, an account or an id. */
export interface ApiMetrics {
  answered(method: string, route: string, status: number, ms: number): void
  streamOpened(): void
  streamClosed(): void
  /** In the text format of Prometheus. */
  text(vitals: readonly EngineVital[]): Promise<string>
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Metrics of their own registry, so that two APIs of one process do not mix. */
export function createMetrics(): ApiMetrics {
  const register = new Registry()
  const registers = [register]
  const requests = new Counter({
    name: 'legwork_http_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const latency = new Histogram({
    name: 'legwork_http_request_seconds',
    help: 'Seconds from a request to the beginning of its answer.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers,
  })
  const streams = new Gauge({ name: 'legwork_event_streams', help: 'Streams of events open.', registers })
  const vital = (name: string, help: string): Gauge<'environment'> =>
    new Gauge({ name, help, labelNames: ['environment'], registers })
  const engines = vital('legwork_engines', 'Engines that run here.')
  const calls = vital('legwork_broker_calls_last_minute', 'Broker calls of the busiest engine.')
  const age = vital('legwork_monitor_age_seconds', 'Since the monitor that ran the longest ago.')
  return {
    answered(method, route, status, ms) {
      requests.inc({ method, route, status })
      latency.observe({ method, route }, ms / 1_000)
    },
    streamOpened: () => streams.inc(),
    streamClosed: () => streams.dec(),
    text(vitals) {
      for (const gauge of [engines, calls, age]) gauge.reset()
      for (const { environment, ...one } of vitals) {
        engines.set({ environment }, one.engines)
        calls.set({ environment }, one.callsInLastMinute)
        if (one.monitorAgeSeconds !== null) age.set({ environment }, one.monitorAgeSeconds)
      }
      return register.metrics()
    },
  }
}
