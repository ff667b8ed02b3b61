/** What the embedded database's thread is started with. */
export interface EmbeddedWorkerData {
  /** Null keeps the database in memory. */
  readonly folder: string | null
  /** Files to begin with, as a dump left them; null for the folder's own. */
  readonly dump: Uint8Array | null
}

/** The thread's answer to the message `dump`: the database's files, a compressed tar archive. */
export interface DumpMessage {
  readonly dumped: Uint8Array
}
