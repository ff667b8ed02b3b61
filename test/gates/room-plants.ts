/** Files by their path. */
export type Files = Readonly<Record<string, string>>

const imports = (...targets: string[]): string =>
  `${targets.map((target) => `import '${target}'`).join('\n')}\nexport const planted = 1\n`

const installed = (name: string): Files => ({
  [`node_modules/${name}/package.json`]: `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`,
  [`node_modules/${name}/index.js`]: 'exports.value = 1\n',
})

const TARGETS = [
  'src/domain/money/price.ts',
  'src/domain/trade/trade.ts',
  'src/domain/trade/evolve.ts',
  'src/domain/trade/decision.ts',
  'src/domain/holding/position.ts',
  'src/ports/clock.ts',
  'src/ports/trade-store.ts',
  'src/ports/position-writer.ts',
  'src/engine/risk-gate/gate.ts',
  'src/engine/snapshot/snapshot.ts',
  'src/engine/submission/submit.ts',
  'src/engine/lifecycle/change.ts',
  'src/insight/metrics.ts',
  'src/cycles/monitor.ts',
  'src/service/place.ts',
  'src/exchange/venue/book.ts',
  'src/exchange/market/feed.ts',
  'src/exchange/tradier-api/face.ts',
  'src/adapters/tradier/client.ts',
  'src/adapters/recorded/file.ts',
  'src/contract/message.ts',
  'src/http/app.ts',
  'src/http/route.ts',
  'src/mcp/tool.ts',
  'src/app/wiring.ts',
  'web/pages/page.ts',
  'web/mockups/sample-account.ts',
  'test/support/arbitrary.ts',
  'test/e2e/journey.ts',
  'tools/console.ts',
  'bench/harness.ts',
]

const PACKAGES = ['zod', 'hono', 'trading-signals', 'left-pad', 'vitest', 'fast-check', 'workshop-only']

/** What the plants import: a file in every room, and some packages. */
export const SURROUNDINGS: Files = {
  'package.json': JSON.stringify({
    dependencies: { zod: '1.0.0', hono: '1.0.0', 'trading-signals': '1.0.0', 'left-pad': '1.0.0' },
    devDependencies: { vitest: '1.0.0', 'fast-check': '1.0.0', 'workshop-only': '1.0.0' },
  }),
  ...Object.fromEntries(
    TARGETS.map((file) => [file, 'export const target = 1\nexport type Target = number\n']),
  ),
  'src/domain/cycle-b.ts': "import type { planted } from './cycle-a.ts'\nexport type B = typeof planted\n",
  ...Object.assign({}, ...PACKAGES.map(installed)),
}

/** What looks close to a violation and is none. */
export const ALLOWED: Files = {
  'src/domain/allowed.ts': imports('./money/price.ts'),
  'src/domain/allowed.test.ts': imports('vitest', 'fast-check', 'node:fs', '../../test/support/arbitrary.ts'),
  'src/insight/allowed.ts': imports('trading-signals', '../ports/clock.ts'),
  'src/engine/proposals/allowed.ts': imports('../../domain/money/price.ts', '../submission/submit.ts'),
  'src/engine/lifecycle/allowed.ts': imports('../../domain/trade/evolve.ts'),
  'src/engine/order-sync/allowed.ts': imports('../lifecycle/change.ts', '../../ports/trade-store.ts'),
  'src/engine/portfolio-sync/allowed.ts': imports('../../ports/position-writer.ts'),
  'src/engine/risk-gate/knows-trade.ts': imports('../../domain/trade/trade.ts'),
  'src/exchange/venue/allowed.ts': imports('../market/feed.ts', '../../ports/clock.ts'),
  'src/exchange/tradier-api/allowed.ts': imports('../venue/book.ts', 'hono', 'zod'),
  'src/adapters/tradier/allowed.ts': imports('./client.ts', 'left-pad', 'node:fs', '../../ports/clock.ts'),
  'src/adapters/venue/allowed.ts': imports('../../exchange/tradier-api/face.ts'),
  'src/contract/allowed.ts': imports('zod', '../domain/money/price.ts'),
  'src/cli/allowed.ts': imports('../service/place.ts', 'node:fs', 'left-pad'),
  'src/app/allowed.ts': imports('../adapters/tradier/client.ts', '../http/route.ts', '../cycles/monitor.ts'),
  'web/pages/allowed.ts':
    "import type { Target } from '../../src/http/app.ts'\nimport 'left-pad'\nexport const planted: Target = 1\n",
  'test/conformance/allowed.test.ts': imports('../../src/app/wiring.ts', '../../tools/console.ts', 'node:fs'),
}

/** For each rule the files that break it, and no other rule. */
export const PLANTS: Readonly<Record<string, Files>> = {
  'domain-imports': { 'src/domain/knows-port.ts': imports('../ports/clock.ts') },
  'domain-packages': {
    'src/domain/uses-package.ts': imports('zod'),
    'src/domain/uses-node.ts': imports('node:fs'),
    'src/domain/uses-package.test.ts': imports('left-pad'),
  },
  'ports-imports': { 'src/ports/knows-service.ts': imports('../service/place.ts') },
  'ports-packages': { 'src/ports/uses-package.ts': imports('zod') },
  'engine-imports': {
    'src/engine/exits/knows-adapter.ts': imports('../../adapters/tradier/client.ts'),
    // The type alone is knowledge too.
    'src/engine/exits/knows-type.ts':
      "import type { Target } from '../../insight/metrics.ts'\nexport type X = Target\n",
    'src/engine/exits/knows-cycle.test.ts': imports('../../cycles/monitor.ts'),
  },
  'engine-packages': {
    'src/engine/exits/uses-node.ts': "export const load = () => import('node:crypto')\n",
    'src/engine/exits/uses-package.ts': imports('left-pad'),
  },
  'insight-imports': { 'src/insight/knows-engine.ts': imports('../engine/risk-gate/gate.ts') },
  'insight-packages': { 'src/insight/uses-package.ts': imports('left-pad') },
  'cycles-imports': { 'src/cycles/knows-service.ts': imports('../service/place.ts') },
  'cycles-packages': { 'src/cycles/uses-node.ts': imports('node:timers') },
  'service-imports': { 'src/service/knows-contract.ts': imports('../contract/message.ts') },
  'service-packages': { 'src/service/uses-package.ts': imports('zod') },
  'exchange-venue-imports': {
    'src/exchange/venue/knows-engine.ts': imports('../../engine/risk-gate/gate.ts'),
    'src/exchange/venue/knows-face.ts': imports('../tradier-api/face.ts'),
  },
  'exchange-venue-packages': { 'src/exchange/venue/uses-package.ts': imports('hono') },
  'exchange-market-imports': {
    'src/exchange/market/knows-file.ts': imports('../../adapters/recorded/file.ts'),
  },
  'exchange-market-packages': { 'src/exchange/market/uses-node.ts': imports('node:fs') },
  'exchange-tradier-api-imports': {
    'src/exchange/tradier-api/knows-adapter.ts': imports('../../adapters/tradier/client.ts'),
  },
  'exchange-tradier-api-packages': {
    'src/exchange/tradier-api/uses-package.ts': imports('left-pad'),
    'src/exchange/tradier-api/uses-node.ts': imports('node:http'),
  },
  'adapter-venue-imports': { 'src/adapters/venue/knows-adapter.ts': imports('../tradier/client.ts') },
  'adapter-imports': {
    'src/adapters/tradier/knows-adapter.ts': imports('../recorded/file.ts'),
    'src/adapters/tradier/knows-exchange.ts': imports('../../exchange/venue/book.ts'),
  },
  'contract-imports': { 'src/contract/knows-service.ts': imports('../service/place.ts') },
  'contract-packages': { 'src/contract/uses-package.ts': imports('left-pad') },
  'http-imports': { 'src/http/knows-engine.ts': imports('../engine/risk-gate/gate.ts') },
  'mcp-imports': { 'src/mcp/knows-adapter.ts': imports('../adapters/tradier/client.ts') },
  'cli-imports': { 'src/cli/knows-door.ts': imports('../mcp/tool.ts') },
  'app-imports': { 'src/app/knows-screen.ts': imports('../../web/pages/page.ts') },
  'web-imports': {
    'web/pages/knows-service.ts': imports('../../src/service/place.ts'),
    'web/pages/knows-route.ts': imports('../../src/http/route.ts'),
  },
  'web-packages': { 'web/pages/uses-node.ts': imports('node:fs') },
  'proposals-know-no-trades-or-positions': {
    'src/engine/proposals/knows-trade.ts': imports('../../domain/trade/trade.ts'),
    'src/engine/proposals/knows-store.ts': imports('../../ports/trade-store.ts'),
    'src/engine/proposals/knows-position.ts': imports('../../domain/holding/position.ts'),
    // A friend who knows trades makes one know them as well.
    'src/engine/proposals/knows-through.ts': imports('../risk-gate/knows-trade.ts'),
  },
  'entry-knows-no-positions': { 'src/engine/entry/knows-mirror.ts': imports('../snapshot/snapshot.ts') },
  'monitoring-knows-no-positions': {
    'src/engine/monitoring/knows-position.ts': imports('../../domain/holding/position.ts'),
  },
  'portfolio-sync-knows-no-trades': {
    'src/engine/portfolio-sync/knows-trade.ts': imports('../../domain/trade/trade.ts'),
  },
  'positions-have-one-writer': {
    'src/engine/order-sync/writes-positions.ts': imports('../../ports/position-writer.ts'),
    'src/service/writes-positions.ts': imports('../ports/position-writer.ts'),
  },
  'lifecycle-alone-changes-status': {
    'src/engine/exits/changes-status.ts': imports('../../domain/trade/evolve.ts'),
    'src/service/changes-status.ts': imports('../domain/trade/evolve.ts'),
    'src/insight/moves-status.ts': imports('../domain/trade/decision.ts'),
    'src/adapters/memory/changes-status.ts': imports('../../domain/trade/evolve.ts'),
  },
  'lifecycle-callers': {
    'src/engine/submission/calls-lifecycle.ts': imports('../lifecycle/change.ts'),
    'src/cycles/calls-lifecycle.ts': imports('../engine/lifecycle/change.ts'),
  },
  // A cycle is reported once, at the file that comes first.
  'no-cycles': { 'src/domain/cycle-a.ts': imports('./cycle-b.ts') },
  resolvable: {
    'src/domain/lost-file.ts': imports('./not-there.ts'),
    'src/adapters/tradier/lost-package.ts': imports('not-installed'),
  },
  'production-knows-no-workshop': {
    'src/app/knows-tool.ts': imports('../../tools/console.ts'),
    'src/domain/knows-support.ts': imports('../../test/support/arbitrary.ts'),
    'src/domain/knows-journey.test.ts': imports('../../test/e2e/journey.ts'),
    'web/pages/knows-bench.ts': imports('../../bench/harness.ts'),
  },
  'tests-are-not-imported': { 'test/support/knows-test.ts': imports('../../src/domain/allowed.test.ts') },
  'packages-are-dependencies': { 'src/app/uses-workshop.ts': imports('workshop-only') },
  'screens-know-no-samples': { 'web/pages/knows-sample.ts': imports('../mockups/sample-account.ts') },
  'web-takes-http-types-only': { 'web/pages/takes-value.ts': imports('../../src/http/app.ts') },
  'every-file-has-a-room': {
    'src/homeless.ts': imports('./domain/money/price.ts'),
    'src/elsewhere/homeless.ts': imports('../domain/money/price.ts'),
    'src/engine/astrology/homeless.ts': imports('../../domain/money/price.ts'),
  },
}
