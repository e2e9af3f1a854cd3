import { defineConfig } from 'vitest/config'
import ClosingLine from './tests/support/closing-line.ts'

/** The fast tests: no program but Node.js. Those with real programs are in tests/real. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'tests/real/**'],
    expandSnapshotDiff: true,
    testTimeout: 30_000,
    reporters: ['default', new ClosingLine()],
  },
})
