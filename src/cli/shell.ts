import type { Instant } from '../domain/calendar/instant.ts'
import type { MarketCalendar } from '../domain/calendar/market-calendar.ts'
import type { RecordedChainReader } from '../ports/recorded-chain.ts'
import type { EngineAsker, EngineOpener, Migrator, Restorer } from './engine-door.ts'
import type { ExchangeOpener } from './exchange-door.ts'

/** What the screen can show. */
export interface Screen {
  /** Characters in a line. */
  readonly columns: number
  readonly colour: boolean
  /** Whether letters beyond ASCII can be shown: box lines, Braille dots, Greek letters. */
  readonly unicode: boolean
}

/** Everything outside of the commands, handed in by the app, so that a command can be run in a test. */
export interface Shell {
  readonly screen: Screen
  readonly version: string
  /** Where the built-in sample chain lies. */
  readonly samplePath: string
  readonly calendar: MarketCalendar
  readonly readChain: RecordedChainReader
  readonly openExchange: ExchangeOpener
  readonly openEngine: EngineOpener
  readonly askEngine: EngineAsker
  readonly migrate: Migrator
  readonly restore: Restorer
  /** Whether standard output is a terminal, on which a line can be written over. */
  readonly isTerminal: boolean
  now(): Instant
  /** A line of standard input that is not shown on the screen. */
  readSecret(prompt: string): Promise<string>
  /** Does something again and again; the answer ends it. */
  every(ms: number, task: () => void): () => void
  /** Resolves when a person or a supervisor wants the program to end; a second wish ends it at once. */
  interrupted(): Promise<void>
  /** Writes to standard output: results only. */
  write(text: string): void
  /** Writes to standard error: what went wrong. */
  complain(text: string): void
}
