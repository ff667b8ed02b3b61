import { yesNo } from './choice-kind.ts'
import { share } from './number-kind.ts'
import { always } from './setting-spec.ts'

/** What a trade by hand must fit in before it is sent. */
export const HAND_TABLE = {
  'hand.price_collar': always(
    share(
      ['0.01', '1'],
      'of the mid',
      'How much worse than the mid a limit may be; 0.05 dollars are always allowed.',
    ),
    '0.2',
  ),
  'hand.price_far': always(
    share(
      ['0.01', '1'],
      'of the mid',
      'How much better than the mid a limit may be before it is taken for an error.',
    ),
    '0.5',
  ),
  'hand.market_orders': always(
    yesNo('Whether a trade may be sent without a limit: at the market, with a limit a little beyond it.'),
    'yes',
  ),
  'hand.market_slip': always(
    share(['0.01', '0.5'], 'of the natural price', 'How far beyond the market such an order may fill.'),
    '0.05',
  ),
  'hand.card_gate': always(
    yesNo('Whether a card score below 40, or a verdict of AVOID, that comes with a trade refuses it.'),
    'no',
  ),
} as const
