import { choice, yesNo } from './choice-kind.ts'
import { amount, count, share } from './number-kind.ts'
import { riskLimit } from './risk-limit.ts'
import { always, onlyIn, orOff } from './setting-spec.ts'

/** Limits that an entry must fit in. Working and unknown orders count. */
export const RISK_TABLE = {
  'risk.max_open': always(count(['1', '1000'], 'trades', 'Most trades open or working.'), '10'),
  'risk.max_per_symbol': always(
    count(['1', '100'], 'trades', 'Most trades open or working of an underlying.'),
    '3',
  ),
  'risk.max_new_per_day': always(
    count(['1', '1000'], 'trades', 'Most new trades of a day; unfilled cancels do not count.'),
    '5',
  ),
  'risk.max_qty_per_symbol_per_side': always(
    count(['1', '1000'], 'contracts', 'Most spreads of an underlying that are bullish, and as many bearish.'),
    '10',
  ),
  'risk.max_trade_quantity': always(count(['1', '1000'], 'contracts', 'Most spreads of a trade.'), '10'),
  'risk.default_quantity': always(count(['1', '1000'], 'contracts', 'Spreads of a proposed trade.'), '1'),
  'risk.per_trade_max_loss': orOff(riskLimit('Most that one trade may lose.'), '1%'),
  'risk.daily_new_risk': orOff(riskLimit('Most that the new trades of a day may lose together.'), '1.5%'),
  'risk.underlying_risk': orOff(riskLimit('Most that the trades of an underlying may lose.'), '2%'),
  'risk.expiry_risk': orOff(riskLimit('Most that the trades of an expiration may lose.'), '1%'),
  'risk.direction_risk': orOff(
    riskLimit('Most that bullish trades may lose together, and as much bearish ones.'),
    '2.5%',
  ),
  'risk.direction_max': orOff(
    count(['1', '1000'], 'trades', 'Most bullish trades, and as many bearish ones.'),
    'off',
  ),
  'risk.daily_loss': orOff(riskLimit('Loss of a day that stops entries.'), '2%'),
  'risk.heat': orOff(riskLimit('Most that everything open and working may lose.'), '6%'),
  'risk.buying_power_share': always(
    share(['0.01', '1'], 'of option buying power', 'How much of it an entry may take.'),
    '1',
  ),
  'risk.allow_adding': always(
    yesNo('Whether a spread that is held may be entered again, as a new lot.'),
    'no',
  ),
  'tilt.caution': orOff(count(['1', '100'], 'losses in a row', 'When the screens warn.'), '3'),
  'tilt.pause': orOff(count(['1', '100'], 'losses in a row', 'When entries pause.'), '5'),
  'session.force_open': onlyIn(
    ['DRY_RUN', 'PAPER'],
    always(yesNo('Opens the session gate at any hour, for development.'), 'no'),
  ),
} as const

/** Settings of a person's own paper monitor and screens. */
export const USER_TABLE = {
  'user.account_balance': always(
    amount(['100', '100000000'], 'dollars', 'The balance that the monitor reckons with.'),
    '5000',
  ),
  'user.max_positions': always(count(['1', '25'], 'positions', 'Most open positions.'), '5'),
  'user.daily_loss_limit': always(
    amount(['50', '1000000'], 'dollars', 'Loss of a day after which nothing is opened.'),
    '150',
  ),
  'user.heat_limit': always(share(['0.01', '1'], 'of the balance', 'Most that may be at risk.'), '0.06'),
  'user.max_daily_trades': always(count(['1', '100'], 'trades', 'Most new trades of a day.'), '10'),
  'user.auto_refresh': always(yesNo('Whether the screens refresh by themselves.'), 'yes'),
  'user.sound_enabled': always(yesNo('Whether fills and exits are heard.'), 'yes'),
  'user.alert_on_bracket_hit': always(yesNo('Whether a filled bracket raises an alert.'), 'yes'),
  'user.auto_close_expiry': always(yesNo('Whether an option is closed before it expires.'), 'yes'),
  'user.require_trade_confirm': always(yesNo('Whether a trade is confirmed before it is sent.'), 'yes'),
  'user.theme': always(choice(['dark', 'light', 'system'], 'Colours of the screens.'), 'dark'),
} as const
