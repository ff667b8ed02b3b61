import type { RoomRule } from './room-rule.ts'

/** The rooms of the engine. A further one is a decision, as it decides what it may know. */
export const ENGINE_ROOMS = [
  'proposals',
  'entry',
  'exits',
  'monitoring',
  'lifecycle',
  'order-sync',
  'portfolio-sync',
  'snapshot',
  'reconcile',
  'brackets',
  'risk-gate',
  'submission',
] as const

/** Modules that know trades: the domain's trade, the ports named after it, and the engine rooms that handle trades. */
const TRADES = [
  '^src/(domain|ports)/trades?[/.-]',
  '^src/(domain|ports)/.*[/-]trades?[/.-]',
  '^src/engine/(entry|exits|monitoring|lifecycle|order-sync|reconcile|brackets)/',
]

/** Modules that know positions: whatever is named after them, and the engine rooms that read the broker's mirror. */
const POSITIONS = [
  '^src/(domain|ports)/positions?[/.-]',
  '^src/(domain|ports)/.*[/-]positions?[/.-]',
  '^src/engine/(portfolio-sync|snapshot|reconcile)/',
]

/** A rule that holds for what is imported through other modules as well. */
function mustNotReach(name: string, room: string, path: readonly string[], comment: string): RoomRule {
  const from = { path: `^src/engine/${room}/`, pathNot: '\\.test\\.ts$' }
  return { name, comment, forbidden: [{ from, to: { path: [...path], reachable: true } }] }
}

/** What the rooms of the engine may know of each other. */
export const ENGINE_RULES: readonly RoomRule[] = [
  mustNotReach(
    'proposals-know-no-trades-or-positions',
    'proposals',
    [...TRADES, ...POSITIONS],
    'A proposal is judged by the market and the rules alone, so that it can be replayed without a portfolio. What ' +
      'depends on what we hold belongs to src/engine/risk-gate; what becomes a trade belongs to src/engine/entry.',
  ),
  mustNotReach(
    'entry-knows-no-positions',
    'entry',
    POSITIONS,
    'An entry is decided at the trade. Limits that depend on what we hold belong to src/engine/risk-gate, and the cycle ' +
      'hands their verdict in.',
  ),
  mustNotReach(
    'monitoring-knows-no-positions',
    'monitoring',
    POSITIONS,
    'An exit is decided at the trade. Whether we are flat at the broker belongs to src/engine/reconcile, which the ' +
      'monitor cycle runs first.',
  ),
  mustNotReach(
    'portfolio-sync-knows-no-trades',
    'portfolio-sync',
    TRADES,
    'The mirror shows what the broker says and nothing that we believe. Comparing it with our trades belongs to ' +
      'src/engine/reconcile.',
  ),
  {
    name: 'positions-have-one-writer',
    comment:
      'Only src/engine/portfolio-sync writes positions, from a whole snapshot; order-sync never does, as a fill seen ' +
      'twice would be held twice. Read positions through their reading port instead.',
    forbidden: [
      {
        from: { path: '^src/', pathNot: '^src/(engine/portfolio-sync|adapters|app|ports)/' },
        to: { path: '^src/ports/.*position-writer' },
      },
    ],
  },
  {
    name: 'lifecycle-alone-changes-status',
    comment:
      'A status changes in one place, so that each change leaves its row with the evidence. Call src/engine/lifecycle ' +
      'instead; to ask what a trade allows, use tradeCan of src/domain/trade.',
    forbidden: [
      {
        from: {
          path: '^src/',
          pathNot: ['^src/(engine/lifecycle|domain/trade|app)/', '\\.test\\.ts$'],
        },
        to: { path: '^src/domain/trade/(decide|decision|evolve)[^/]*\\.ts$' },
      },
    ],
  },
  {
    name: 'lifecycle-callers',
    comment:
      'Only order-sync, the monitor (monitoring, exits, brackets, reconcile) and a command of a person in src/service change a ' +
      'status. Report the fact to one of them instead.',
    forbidden: [
      {
        from: {
          path: '^src/',
          pathNot: [
            '^src/engine/(lifecycle|order-sync|monitoring|exits|brackets|reconcile)/',
            '^src/(service|app)/',
          ],
        },
        to: { path: '^src/engine/lifecycle/' },
      },
    ],
  },
]
