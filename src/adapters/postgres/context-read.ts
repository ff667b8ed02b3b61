import pg from 'pg'

/** As much of the protocol's connection as `pg` hands to a statement that it is told to send. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  parse(message: { readonly text: string }): void
  bind(message: { readonly values: readonly string[] }): void
  describe(message: { readonly type: 'P'; readonly name: string }): void
  execute(message: { readonly portal: string }): void
}

/** Local to the transaction, as poolers need; `transaction_read_only` makes a write the error that it is. */
const CONTEXT = `select set_config('app.current_user', $1, true), set_config('statement_timeout', $2, true),
  set_config('transaction_read_only', 'on', true), set_config('role', $3, true)`

/** Whose rows are read, for how long at most, and in which role. */
export interface ReadContext {
  readonly username: string
  readonly statementTimeoutMs: number
  readonly role: string
}

/** A statement and its values. */
export interface ReadStatement {
  readonly text: string
  readonly values: unknown[]
}

const extended = (statement: ReadStatement) => ({ ...statement, queryMode: 'extended' }) as pg.QueryConfig

/**
 * Statements behind the statement that says whose they are, in one round trip. All are sent before one Sync, and what
 * stands before a Sync is one transaction to the server, so that the user and the role end with it. Under READ COMMITTED
 * each of them sees what is committed when it begins. Its results are those of the context and of each statement.
 */
export class ContextRead extends pg.Query {
  readonly #context: readonly string[]
  readonly #before: readonly ReadStatement[]

  constructor(
    { username, statementTimeoutMs, role }: ReadContext,
    statements: readonly [ReadStatement, ...ReadStatement[]],
    callback: (error: Error | null, results: readonly pg.QueryResult[]) => void,
  ) {
    super(extended(statements.at(-1)!), callback as never)
    this.#context = [username, String(statementTimeoutMs), role]
    this.#before = statements.slice(0, -1)
  }

  override readonly submit = (connection: unknown): Error | null => {
    const wire = connection as Wire
    wire.stream.cork()
    try {
      wire.parse({ text: CONTEXT })
      wire.bind({ values: this.#context })
      wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '' })
      const unsynced = Object.create(wire, { sync: { value: () => undefined } }) as never
      for (const statement of this.#before) {
        // Values that cannot be sent leave a result too few, by which the reader knows that this has failed.
        const one = new pg.Query(extended(statement), (() => undefined) as never)
        pg.Query.prototype.submit.call(one, unsynced)
      }
      // It answers what is wrong with the statement itself, which its types do not tell.
      return pg.Query.prototype.submit.call(this, connection as never) as unknown as Error | null
    } finally {
      wire.stream.uncork()
    }
  }
}
