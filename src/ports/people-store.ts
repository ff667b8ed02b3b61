import type { Instant } from '../domain/calendar/instant.ts'
import type { Scope } from './identity.ts'

/** What somebody may do to others: an admin invites, disables and resets. Nobody sees another's rows. */
export type PersonRole = 'admin' | 'member'

/** Somebody who may sign in. */
export interface Person {
  /** The owner of rows; never shown. */
  readonly username: string
  readonly name: string
  readonly email: string
  readonly role: PersonRole
  /** A code generator or a passkey. */
  readonly hasSecondFactor: boolean
  readonly disabledAt: Instant | null
  readonly createdAt: Instant
}

/** A code that lets somebody join, or set a password anew, once. */
export interface Invitation {
  readonly id: string
  readonly kind: 'join' | 'reset'
  readonly role: PersonRole
  /** Whose password is reset; null for somebody who joins. */
  readonly username: string | null
  /** Null for the console. */
  readonly createdBy: string | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** The key of a program that acts for a person. */
export interface ApiKey {
  readonly id: string
  readonly username: string
  readonly name: string
  /** The first letters of the secret, by which a person tells keys apart. */
  readonly start: string
  readonly scopes: readonly Scope[]
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly lastUsedAt: Instant | null
  readonly revokedAt: Instant | null
}

/**
 * People, invitations and keys. Of secrets only a hash is stored. What is ended here counts at once in this process, and
 * in another one after the few seconds for which it keeps what it has proved.
 */
export interface PeopleStore {
  /** All, the disabled ones too: their rows, and their engines, go on. The oldest first. */
  people(): Promise<readonly Person[]>
  person(username: string): Promise<Person | null>
  personByEmail(email: string): Promise<Person | null>
  /**
   * Disables at an instant and ends every session, or lets in again with null; false when there is nobody, or when no
   * admin would remain.
   */
  setDisabled(username: string, at: Instant | null): Promise<boolean>
  endSessions(username: string): Promise<void>
  addInvitation(invitation: Invitation, code: string): Promise<void>
  addKey(key: ApiKey, secret: string): Promise<void>
  /** The newest first. */
  keys(username: string): Promise<readonly ApiKey[]>
  /** False when the user has no such key that still counts. */
  revokeKey(username: string, id: string, at: Instant): Promise<boolean>
  /** A new secret: 256 bits of chance behind letters that say what it is. */
  mintSecret(kind: 'key' | 'invitation'): string
}
