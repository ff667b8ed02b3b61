import type { Alert, DeadManSwitch, Notifier } from '../../ports/notifier.ts'
import type { Log } from '../../ports/log.ts'

const DEADLINE_MS = 5_000

/** How often the same matter is told again while it stands, by its severity. */
const REPEAT_MS = { info: 86_400_000, warning: 3_600_000, critical: 60_000 } as const

/** Where alerts go, and what is needed to get them there. */
export interface WebhookOptions {
  /** Null tells nobody outside; the log has every alert anyway. */
  readonly url: string | null
  readonly fetch: typeof fetch
  readonly now: () => number
  readonly log: Log
}

/**
 * Posts alerts as JSON (`{key, severity, title, body}`) to a URL of the user's. The same key is posted again only after
 * a pause: a critical one each minute until it is over, a warning each hour.
 */
export function webhookNotifier({ url, fetch, now, log }: WebhookOptions): Notifier {
  const told = new Map<string, number>()
  return {
    async notify(alert) {
      const last = told.get(alert.key)
      if (url === null || (last !== undefined && now() - last < REPEAT_MS[alert.severity])) return
      told.set(alert.key, now())
      if (!(await delivered(fetch, url, alert))) {
        told.delete(alert.key)
        log.write('error', '[alert]', 'the alert could not be delivered', { key: alert.key })
      }
    },
  }
}

async function delivered(send: typeof fetch, url: string, alert: Alert): Promise<boolean> {
  try {
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alert),
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    })
    return answer.ok
  } catch {
    return false
  }
}

/** Pings a URL of a watchdog after each monitor; silence there is what calls the person. */
export function webhookDeadMan({ url, fetch: send, log }: WebhookOptions): DeadManSwitch {
  return {
    async ping() {
      if (url === null) return
      try {
        await send(url, { redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) })
      } catch {
        log.write('warn', '[dead-man]', 'the watchdog could not be reached')
      }
    },
  }
}
