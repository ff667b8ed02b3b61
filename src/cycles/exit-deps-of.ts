import type { ExitDeps } from '../engine/exits/exit-deps.ts'
import type { AccountEngine } from './account-engine.ts'

/** How long an EXIT_ERROR waits before its next ladder; doubled with each failure. */
const RETRY_MS = 60_000

/** What exits need of an account at work. Everything that they ask the broker outranks entries, syncs and scans. */
export function exitDepsOf(engine: AccountEngine): ExitDeps {
  const { context, settings, quotes } = engine
  const { username, account, store, broker, clock, ids, log, calendar } = context
  return {
    username,
    account,
    work: store,
    desk: broker,
    clock,
    ids,
    log,
    calendar,
    settings: {
      steps: settings['exit.ladder'],
      beyond: settings['exit.ladder_beyond'],
      stepMs: settings['exit.ladder_interval'] * 1_000,
      attemptsAllowed: settings['exit.attempts_before_error'],
      retryMs: RETRY_MS,
    },
    brackets: {
      floorBelow: settings['bracket.stop_limit_floor'],
      attempts: settings['bracket.attempts'],
      retryMs: settings['bracket.retry_pause'] * 1_000,
    },
    tell: (alerts) => engine.tell(alerts),
    quotes: (symbols) => quotes.read(symbols, 'exit'),
    declaredDelayMs: context.market.declaredDelayMs,
    look: () => engine.syncTradierSnapshot('exit', true),
    confirm: (orderIds) => engine.confirm(orderIds, 'exit'),
    freshSnapshot: () => engine.freshSnapshot(),
  }
}
