import pg from 'pg'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { invariant } from '../../domain/invariant.ts'

/**
 * Begins a transaction in the role that reaches the tables of sign-in and nothing else. The role is local to the
 * transaction, so that a connection goes back to the pool as it came, and a pooler may sit between.
 */
const BEGIN = `begin; select
  set_config('statement_timeout', '10000', true),
  set_config('lock_timeout', '5000', true),
  set_config('idle_in_transaction_session_timeout', '10000', true),
  set_config('role', 'legwork_auth', true)`

/** Statements of one transaction. */
export interface AuthSession {
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
  /** The first row, or null. */
  row<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row | null>
  /** How many rows a statement wrote. */
  write(text: string, values?: readonly unknown[]): Promise<number>
}

/** One connection while it is borrowed. A statement outside of a transaction gets one of its own. */
class AuthClient {
  readonly #client: pg.PoolClient
  #isInside = false
  #broken: Error | undefined

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  async query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (text === 'begin') return this.#begin()
    if (text === 'commit' || text === 'rollback') return this.#end(text)
    if (this.#isInside) return this.#run(text, values)
    await this.#begin()
    try {
      const result = await this.#run(text, values)
      await this.#end('commit')
      return result
    } catch (error) {
      // The error of the statement is the one to tell; a connection that cannot roll back is thrown away below.
      await this.#end('rollback').catch(() => undefined)
      throw error
    }
  }

  release(destroy?: boolean): void {
    invariant(!this.#isInside || this.#broken !== undefined, 'a transaction of sign-in was left open')
    this.#client.release(this.#broken ?? destroy)
  }

  async #begin(): Promise<pg.QueryResult> {
    this.#isInside = true
    return this.#guarded(() => this.#client.query(BEGIN))
  }

  async #end(text: 'commit' | 'rollback'): Promise<pg.QueryResult> {
    const result = await this.#guarded(() => this.#client.query(text))
    this.#isInside = false
    return result
  }

  #run(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    // The driver's own reading of values: the library expects dates where the store reads epoch milliseconds.
    return this.#client.query({ text, values: [...values], types: pg.types })
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      this.#broken = error instanceof Error ? error : new Error('the connection broke')
      throw error
    }
  }
}

/** The pool as Kysely wants one, each statement in the role of sign-in. The pool itself is its owner's to end. */
export function authPool(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    async connect(): Promise<PostgresPoolClient> {
      const client = new AuthClient(await pool.connect())
      // Streams by cursor, the other way to call it, are never asked for.
      const query = (text: string, values: readonly unknown[]) => client.query(text, values)
      return {
        query: query as unknown as PostgresPoolClient['query'],
        release: (destroy) => client.release(destroy),
      }
    },
    async end() {},
  }
}

/** Our own statements on the tables of sign-in. */
export class AuthDatabase implements AuthSession {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.transact((session) => session.rows<Row>(text, values))
  }

  async row<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row | null> {
    return this.transact((session) => session.row<Row>(text, values))
  }

  async write(text: string, values: readonly unknown[] = []): Promise<number> {
    return this.transact((session) => session.write(text, values))
  }

  /** All of it or nothing. It must not be called inside of itself: the embedded database has one connection. */
  async transact<T>(work: (session: AuthSession) => Promise<T>): Promise<T> {
    const client = new AuthClient(await this.#pool.connect())
    try {
      await client.query('begin', [])
      const result = await work(sessionOn(client))
      await client.query('commit', [])
      return result
    } catch (error) {
      await client.query('rollback', []).catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }
}

function sessionOn(client: AuthClient): AuthSession {
  return {
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, values)).rows as Row[],
    row: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      ((await client.query(text, values)).rows[0] as Row | undefined) ?? null,
    write: async (text, values = []) => (await client.query(text, values)).rowCount ?? 0,
  }
}
