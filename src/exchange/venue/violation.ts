/** What must hold of a venue at every moment, by name. */
export type InvariantName =
  /** Opening cash and every movement since make the cash, to the cent; by the log and by the history. */
  | 'cash_is_conserved'
  /** Fills and what the clearing house did make the position. */
  | 'contracts_are_conserved'
  /** The lots of a position are of its sign, in quantity and cost, and make it up. */
  | 'basis_has_the_sign_of_its_position'
  /** What was gained on closed lots is the cash that came of them. */
  | 'gains_tie_with_cash'
  /** What working orders hold is the sum of what each holds, and nothing final holds anything. */
  | 'holds_add_up'
  /** Nothing fills at a worse price than its limit of the time. */
  | 'fill_is_within_its_limit'
  /** Legs of a net order fill in their ratio, on their sides. */
  | 'legs_keep_their_ratio'
  /** An order that closes never closes more than is held. */
  | 'exit_is_within_its_position'
  /** Of orders that exclude each other one fills at most. */
  | 'one_of_a_group_fills'
  /** An order that ended never fills, opens or ends again. */
  | 'final_is_final'
  /** What an order shows as executed is what filled, never more than it asked for. */
  | 'executions_are_its_fills'
  /** The clearing house takes no more contracts away than are held. */
  | 'clearing_is_within_its_position'
  /** Exercise and assignment deliver the shares of their contracts at the strike. */
  | 'delivery_is_at_the_strike'
  /** Contracts end at the official settlement price, and only once it is known. */
  | 'settlement_is_at_the_official_price'
  /** An order is only taken in when the account can pay for it. */
  | 'buying_power_is_not_overdrawn'

/** An invariant that does not hold, and what shows it. */
export interface Violation {
  readonly rule: InvariantName
  /** The account, order or symbol that it is about. */
  readonly subject: string
  readonly evidence: string
}
