import { configDefaults, defineConfig } from 'vitest/config'
import { postgresBinaries } from './test/support/postgres/postgres-binaries.ts'
import { TEST_REPORT } from './tools/check/test-report.ts'

const isCi = process.env['CI'] !== undefined
const isSimulation = process.env['npm_lifecycle_event'] === 'sim'

// A test file beside its subject is a unit test; those under test/ cross rooms.
export default defineConfig({
  test: {
    // Simulations take longer than a person waits; `npm run sim` and CI run them.
    include: isSimulation
      ? ['test/simulation/**/*.test.ts']
      : ['src/**/*.test.ts', 'web/**/*.test.ts', 'tools/**/*.test.ts', 'test/!(simulation)/**/*.test.ts'],
    // They need a server's binaries; in CI their absence is an error of the global setup.
    exclude: [...configDefaults.exclude, ...(postgresBinaries() === null ? ['**/*.server.test.ts'] : [])],
    testTimeout: 30_000,
    // Starts a database server beside the tests where one is installed.
    globalSetup: 'test/support/postgres/postgres-setup.ts',
    // Modules hold no state, so test files may share a worker: a new one for each file costs as much as half of the
    // tests. A test that stubs something global puts it back.
    isolate: false,
    // A person reads the default reporter; CI also counts what it wrote down.
    reporters: isCi ? ['default', ['json', { outputFile: TEST_REPORT }]] : ['default'],
    allowOnly: !isCi,
  },
})
