import { listOf, yesNo } from './choice-kind.ts'
import { count, figure, perShare, share } from './number-kind.ts'
import { always, orOff } from './setting-spec.ts'

/** When an open trade is closed, and how. */
export const EXIT_TABLE = {
  'exit.profit_target_credit': orOff(
    share(['0.05', '1'], 'of max profit', 'Profit at which a credit spread is closed.'),
    '0.50',
  ),
  'exit.profit_target_debit': orOff(
    share(['0.05', '1'], 'of max profit', 'Profit at which a debit spread is closed.'),
    '0.60',
  ),
  'exit.stop_credit_multiple': orOff(
    share(
      ['0.5', '10'],
      'times the credit',
      'Loss at which a credit spread is closed; the lower of both counts.',
    ),
    '2',
  ),
  'exit.stop_credit_max_loss': always(
    share(['0.05', '1'], 'of max loss', 'Loss at which a credit spread is closed; the lower of both counts.'),
    '0.75',
  ),
  'exit.stop_debit_max_loss': always(
    share(['0.05', '1'], 'of max loss', 'Loss at which a debit spread is closed.'),
    '0.50',
  ),
  'exit.trail_arm': orOff(
    share(['0.05', '1'], 'of max profit', 'Profit from which on the trailing stop follows.'),
    '0.25',
  ),
  'exit.trail_giveback': always(
    share(['0.01', '1'], 'of max profit', 'What may be given back from the highest profit.'),
    '0.10',
  ),
  'exit.iv_crush_ratio': orOff(
    share(['0.1', '1'], 'of entry IV', 'IV at which a credit spread in profit is closed.'),
    '0.85',
  ),
  'exit.iv_crush_min_profit': always(
    share(['0', '1'], 'of max profit', 'Least profit for the exit on fallen IV.'),
    '0.15',
  ),
  'exit.time_dte': always(count(['0', '365'], 'days', 'Days to expiration of the exit by time.'), '2'),
  'exit.time_cutoff': always(
    count(['1', '390'], 'minutes before the close', 'When the exit by time begins.'),
    '10',
  ),
  'exit.low_value': orOff(
    perShare(['0.01', '5'], 'dollars of mark', 'Mark at which a credit spread is closed.'),
    '0.05',
  ),
  'exit.underlying_shock': orOff(
    share(['0.001', '0.2'], 'of the price', 'Move of the underlying against the trade that is an emergency.'),
    'off',
  ),
  'exit.underlying_shock_window': always(
    count(['1', '600'], 'seconds', 'Time in which the move must happen.'),
    '15',
  ),
  'exit.expiring_itm': orOff(
    count(
      ['1', '390'],
      'minutes before its last close',
      'When an expiring short in the money is an emergency.',
    ),
    '30',
  ),
  'exit.ladder': always(
    listOf(['mid', 'half_way', 'natural', 'beyond', 'cap'], 'The limits of an exit, one after the other.'),
    'mid, half_way, natural, beyond, cap',
  ),
  'exit.ladder_beyond': always(
    perShare(['0', '5'], 'dollars beyond natural', 'How far the step "beyond" concedes.'),
    '0.05',
  ),
  'exit.ladder_interval': always(count(['1', '600'], 'seconds', 'How long each limit is given.'), '20'),
  'exit.market_orders': always(yesNo('Whether a spread may be closed at the market in the end.'), 'no'),
  'exit.attempts_before_error': always(
    count(['1', '20'], 'ladders', 'Failed ladders after which the trade is in EXIT_ERROR.'),
    '3',
  ),
} as const

/** Which quotes are good enough to act on. */
export const QUOTE_TABLE = {
  'quote.stale_after': always(
    count(['1', '3600'], "seconds beyond the feed's declared delay", 'Age from which a quote is stale.'),
    '60',
  ),
  'quote.wide': always(
    perShare(['0.01', '50'], 'dollars per leg', 'Width from which exits in profit wait.'),
    '0.30',
  ),
  'quote.alert_after': always(count(['1', '60'], 'cycles', 'Bad cycles in a row that raise an alert.'), '3'),
  'pricing.rate': always(
    figure(
      ['-0.02', '0.2'],
      'a year',
      'Interest rate where options that may be exercised early do not tell it.',
    ),
    '0.04',
  ),
} as const

/** What is believed of the broker's mirror, and how fresh it must be. */
export const SYNC_TABLE = {
  'position.confirm_grace': always(
    count(['1', '20'], 'complete snapshots after a fill', 'How long a missing leg may be lag.'),
    '3',
  ),
  'sync.period': always(count(['10', '600'], 'seconds', 'How often the account is read.'), '60'),
  'sync.fresh_limit': always(
    count(['20', '3600'], 'seconds', 'Age of the snapshot from which on entries wait.'),
    '180',
  ),
} as const

/** The orders at the broker that close a single option. */
export const BRACKET_TABLE = {
  'bracket.stop': always(share(['0.01', '0.99'], 'of premium', 'Loss at which the stop is set.'), '0.20'),
  'bracket.take_profit': always(
    share(['0.01', '5'], 'of premium', 'Profit at which the take-profit is set.'),
    '0.50',
  ),
  'bracket.stop_limit_floor': always(
    share(['0.01', '0.9'], 'of the stop', 'How far below the stop its limit lies.'),
    '0.10',
  ),
  'bracket.attempts': always(
    count(['1', '20'], 'orders', 'Refused brackets in a row after which a trade is UNPROTECTED.'),
    '3',
  ),
  'bracket.retry_pause': always(
    count(['1', '600'], 'seconds', 'Before a refused bracket is tried again; doubled with each.'),
    '5',
  ),
  'bracket.market_close': always(yesNo('Whether a person may close a trade at the market.'), 'yes'),
} as const
