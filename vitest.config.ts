import { defineConfig } from 'vitest/config'
import ClosingLine from './tests/support/closing-line.ts'

/**
 * The fast tests: no program but Node.js, and few processes of it. `mise run verify` runs those with real programs (tests/real),
 * and those that take their time (`*.slow.test.ts`).
 */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'tests/real/**', '**/*.slow.test.ts'],
    // One process runs many files, and loads each module once: a test leaves modules, `process` and the environment as they were.
    isolate: false,
    maxWorkers: '100%',
    expandSnapshotDiff: true,
    testTimeout: 30_000,
    reporters: ['default', new ClosingLine()],
  },
})
