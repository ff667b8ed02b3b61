import type { Result } from '../../domain/refusal.ts'
import type { BrokerEnvironment } from '../../ports/broker-account.ts'
import type { AccountView } from '../engine/account-view.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import type { LiveFacts } from '../engine/read-status.ts'

/** An account whose engine runs in this process. */
export interface OpenAccount {
  readonly view: AccountView
  readonly hand: PersonDesk
  live(): LiveFacts
  /** Runs work that no other of the account may overlap: cycles and a person's orders, one after the other. */
  exclusive<Value>(work: () => Promise<Value>): Promise<Value>
  /** Enters one proposal that the person approved; see `enterApproved`, whose refusals it has. Within `exclusive`. */
  approve(proposalId: string): Promise<Result<ApprovedProposal>>
}

/** The entry of an approved proposal, sent. */
export interface ApprovedProposal {
  readonly proposalId: string
  readonly tradeId: string
  readonly orderId: string | null
  /** Where its sending stands: `live`, `unknown`, `refused`... */
  readonly state: string
}

/** An account to open. Its token, where it needs one, is in the vault already. */
export interface AccountWish {
  readonly environment: BrokerEnvironment
  /** The broker's number; null on the built-in exchange, which gives one. */
  readonly accountId: string | null
}

/** The running accounts of every user, and how to open more. Nobody finds another user's account here. */
export interface AccountDirectory {
  /** By name. */
  accountsOf(username: string): readonly OpenAccount[]
  /** Null when the user has no such account: whether another has it is not told. */
  accountOf(username: string, account: string): OpenAccount | null
  open(username: string, wish: AccountWish): Promise<Result<OpenAccount>>
  /** Ends its cycles; its rows stay. */
  close(username: string, account: string): Promise<Result<true>>
}
