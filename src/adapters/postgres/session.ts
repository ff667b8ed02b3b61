import type pg from 'pg'
import { invariant } from '../../domain/invariant.ts'
import type { AccountRecord } from '../../ports/store/account-store.ts'
import { translateError } from './database-error.ts'

/** What carries out a statement: the connection of a transaction, or whatever gives each read one of its own. */
export interface Statements {
  query<Row extends object>(statement: {
    readonly text: string
    readonly values: unknown[]
  }): Promise<pg.QueryResult<Row>>
}

/** The statements of one transaction, one after the other, and the accounts that it has locked. */
export class Session {
  readonly #client: Statements
  readonly #order: 'in turn' | 'together'
  #isOpen = true
  #last: Promise<unknown> = Promise.resolve()
  readonly locked = new Map<string, AccountRecord>()

  /** @param order whether what is started together is also sent together, which a connection by itself cannot */
  constructor(client: Statements, order: 'in turn' | 'together' = 'in turn') {
    this.#client = client
    this.#order = order
  }

  /** After this nothing reaches the connection, which another transaction may have by now. */
  close(): void {
    this.#isOpen = false
  }

  /** The rows that a statement gives. */
  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#run<Row>(text, values)).rows
  }

  /** The one row that a statement gives, or null. */
  async row<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row | null> {
    return (await this.#run<Row>(text, values)).rows[0] ?? null
  }

  /** How many rows a statement wrote. */
  async write(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.#run(text, values)).rowCount ?? 0
  }

  /** The `facts` of the rows that a statement gives, each the record as it was written. */
  async facts<Record>(text: string, values: readonly unknown[] = []): Promise<Record[]> {
    const rows = await this.rows<{ readonly facts: Record }>(text, values)
    return rows.map(({ facts }) => facts)
  }

  /** The `facts` of one row, or null. */
  async fact<Record>(text: string, values: readonly unknown[] = []): Promise<Record | null> {
    return (await this.facts<Record>(text, values))[0] ?? null
  }

  async #run<Row extends object>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
    this.#checkOpen()
    const send = () => {
      // Its turn may come when another has failed, and with it the transaction.
      this.#checkOpen()
      return this.#client.query<Row>({ text, values: [...values] })
    }
    try {
      return await (this.#order === 'together' ? send() : this.#inTurn(send))
    } catch (error) {
      throw translateError(error)
    }
  }

  #checkOpen(): void {
    invariant(this.#isOpen, 'the store is used outside its transaction: await every read and write in it')
  }

  /** A connection runs one statement at a time; those that are started together wait for each other here. */
  #inTurn<Result>(send: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(send)
    this.#last = result.catch(() => undefined)
    return result
  }
}
