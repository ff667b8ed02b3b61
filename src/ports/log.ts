/** How much a line matters. A normal minute in which nothing qualifies is `info`, never a warning. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'critical'

/** What stands beside a message. Values are plain; whoever writes the line leaves secrets out by name and by value. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

/**
 * Structured lines with a tag such as `[monitorCycle][legs-out-of-sync]`, by which people and programs find them.
 * Writing never throws and never waits: a full disk must not stop an exit.
 */
export interface Log {
  write(level: LogLevel, tag: string, message: string, facts?: LogFacts): void
}
