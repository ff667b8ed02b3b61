/** Something that a person must be told. */
export interface Alert {
  /** The same key is the same matter: it repeats as long as it stands, and is not told twice a minute. */
  readonly key: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly title: string
  readonly body: string
}

/** Reaches the person: terminal, e-mail, messenger. A failure is logged by the adapter and never thrown. */
export interface Notifier {
  notify(alert: Alert): Promise<void>
}

/** Tells an outside watchdog that the monitor is alive; when the pings stop, the watchdog calls the person. */
export interface DeadManSwitch {
  ping(): Promise<void>
}
