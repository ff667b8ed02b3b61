import { choice, listOf, tickers, yesNo } from './choice-kind.ts'
import { count, figure, perShare, share } from './number-kind.ts'
import { always, orOff } from './setting-spec.ts'

/** The strategies for which proposals are built. */
export const PROPOSED_STRATEGIES = [
  'BULL_PUT_CREDIT',
  'BEAR_CALL_CREDIT',
  'BULL_CALL_DEBIT',
  'BEAR_PUT_DEBIT',
] as const

/** What may be traded, and when a candidate becomes a proposal. */
export const ENTRY_TABLE = {
  'engine.entries': always(
    yesNo(
      'Whether the engine enters by itself what the rules find. A person may enter, and exits go on, without.',
    ),
    'yes',
  ),
  'entry.underlyings': always(tickers('The underlyings that are scanned.'), 'SPY'),
  'entry.strategies': always(
    listOf(PROPOSED_STRATEGIES, 'The strategies that are proposed.'),
    PROPOSED_STRATEGIES.join(', '),
  ),
  'entry.approval': always(
    yesNo('Whether each proposal waits until a person approves it, instead of being entered at once.'),
    'no',
  ),
  'entry.dte_min': always(count(['0', '730'], 'days', 'Fewest calendar days to expiration.'), '28'),
  'entry.dte_max': always(count(['0', '730'], 'days', 'Most calendar days to expiration.'), '38'),
  'entry.width': always(perShare(['1', '50'], 'dollars', 'Distance between the strikes.'), '5'),
  'entry.credit_min_fraction': always(
    share(['0.05', '0.6'], 'of width', 'Least natural credit of a credit spread.'),
    '0.16',
  ),
  'entry.debit_min': always(
    perShare(['0.01', '50'], 'dollars per share', 'Least natural debit of a debit spread.'),
    '0.80',
  ),
  'entry.debit_max': always(
    perShare(['0.01', '50'], 'dollars per share', 'Most natural debit of a debit spread.'),
    '2.50',
  ),
  'entry.debit_reward_risk_min': always(
    share(['0.1', '10'], 'ratio', 'Least maximum profit over maximum loss of a debit spread.'),
    '1',
  ),
  'entry.short_delta_min': always(
    figure(['0.01', '0.99'], 'absolute delta', 'Least delta of the short leg of a credit spread.'),
    '0.18',
  ),
  'entry.short_delta_max': always(
    figure(['0.01', '0.99'], 'absolute delta', 'Most delta of the short leg of a credit spread.'),
    '0.32',
  ),
  'entry.long_delta_min': always(
    figure(['0.01', '0.99'], 'absolute delta', 'Least delta of the long leg of a debit spread.'),
    '0.40',
  ),
  'entry.long_delta_max': always(
    figure(['0.01', '0.99'], 'absolute delta', 'Most delta of the long leg of a debit spread.'),
    '0.55',
  ),
  'entry.pop_min': orOff(
    figure(['0', '0.99'], 'probability', 'Least probability of profit of a credit spread.'),
    '0.65',
  ),
  'entry.ivr_min_credit': orOff(
    figure(['0', '100'], 'IV rank of a year', 'Least IV rank for a credit spread.'),
    '15',
  ),
  'entry.ivr_max_credit': orOff(
    figure(['0', '100'], 'IV rank of a year', 'Most IV rank for a credit spread.'),
    '70',
  ),
  'entry.ivr_min_debit': orOff(
    figure(['0', '100'], 'IV rank of a year', 'Least IV rank for a debit spread.'),
    '10',
  ),
  'entry.ivr_max_debit': orOff(
    figure(['0', '100'], 'IV rank of a year', 'Most IV rank for a debit spread.'),
    '70',
  ),
  'entry.leg_spread_max_abs': orOff(
    perShare(['0.01', '50'], 'dollars', 'Widest quote of a leg; both limits must hold.'),
    '0.15',
  ),
  'entry.leg_spread_max_fraction': orOff(
    share(['0.01', '2'], 'of mid', 'Widest quote of a leg over its mid; both limits must hold.'),
    '0.10',
  ),
  'entry.open_interest_min': orOff(
    count(['0', '1000000'], 'contracts', 'Least open interest of each leg.'),
    '100',
  ),
  'entry.skew_max': orOff(
    figure(['0', '5'], 'of the short IV', 'Largest |IV short - IV long| over IV short.'),
    '0.50',
  ),
  'entry.score_min': always(figure(['0', '100'], 'score', 'Least score of a proposal.'), '70'),
  'entry.proposal_ttl': always(count(['1', '120'], 'minutes', 'How long a proposal may be entered.'), '15'),
  'entry.price_drift_max': always(
    share(['0.01', '1'], 'of the proposed price', 'How far the natural price may move before the entry.'),
    '0.10',
  ),
  'entry.window_open': always(count(['0', '390'], 'minutes after the open', 'First entries.'), '0'),
  'entry.window_close': always(count(['0', '390'], 'minutes before the close', 'Last entries.'), '10'),
  'entry.walk_start': always(choice(['mid', 'natural'], 'The first limit of an entry.'), 'mid'),
  'entry.walk_step': always(count(['1', '100'], 'ticks', 'How far each new limit concedes.'), '1'),
  'entry.walk_interval': always(count(['1', '600'], 'seconds', 'How long each limit is given.'), '5'),
  'entry.walk_floor': always(
    perShare(['0', '5'], 'dollars beyond natural', 'The worst limit of an entry.'),
    '0.02',
  ),
  'entry.walk_timeout': always(count(['1', '3600'], 'seconds', 'When an entry is cancelled.'), '30'),
} as const

const OUTLOOKS = ['bullish', 'bearish', 'neutral'] as const

/** The regime of each underlying, and what it allows. */
export const REGIME_TABLE = {
  'regime.check': always(yesNo('Whether the regime of an underlying limits its strategies.'), 'yes'),
  'regime.sessions': always(
    count(['5', '250'], 'sessions', 'Daily closes in the moving average; fewer make the regime unknown.'),
    '20',
  ),
  'regime.neutral_band': always(
    share(['0', '0.1'], 'of the average', 'Within it on either side of the average the regime is NEUTRAL.'),
    '0.005',
  ),
  'regime.bull': always(listOf(OUTLOOKS, 'Outlooks that a BULL regime allows.'), 'bullish'),
  'regime.bear': always(listOf(OUTLOOKS, 'Outlooks that a BEAR regime allows.'), 'bearish'),
  'regime.neutral': always(
    listOf(OUTLOOKS, 'Outlooks that a NEUTRAL regime allows.'),
    'bullish, bearish, neutral',
  ),
  'regime.trend_min': orOff(
    figure(['0', '100'], 'score', 'Least trend score: 50 at the average, 0 and 100 at 2 % from it.'),
    '35',
  ),
} as const
