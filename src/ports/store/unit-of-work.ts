/**
 * Runs work in one transaction, as one user: every read and write sees that user's rows only. All of it is stored
 * when the work resolves, nothing of it when it throws. A conflict with another transaction runs the work again, so
 * it must do nothing but read and write through `tx`; above all it must never wait for a broker, and it must not catch
 * what `tx` throws and go on: a database has given the transaction up by then. A row whose id is taken, or that points
 * at a row that is not the user's, is a bug and throws an `InvariantViolation`, and so does a transaction inside another.
 * When the connection breaks during the commit, the rejection does not say whether it was stored: read again.
 */
export interface UnitOfWork<Tx> {
  transact<T>(username: string, work: (tx: Tx) => Promise<T>): Promise<T>
}

/** A row was changed by somebody else since it was read; whoever meets this reads again and decides anew. */
export class StaleVersionError extends Error {
  readonly table: string
  readonly id: string

  constructor(table: string, id: string) {
    super(`${table} ${id} was changed meanwhile; read it again.`)
    this.table = table
    this.id = id
  }
}
