import { defineConfig } from 'vitest/config'

// A test file beside its subject is a unit test; those under test/ cross rooms.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    // CI reads the counts from this file; a person reads the default reporter.
    ...(process.env['CI'] ? { allowOnly: false } : {}),
  },
})
