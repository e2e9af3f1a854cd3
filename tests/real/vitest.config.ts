import { defineConfig } from 'vitest/config'
import ClosingLine from '../support/closing-line.ts'

// Slow checks with real programs, one file at a time. What a missing program skips is printed and counted.
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/real/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 1_200_000,
    reporters: ['default', new ClosingLine()],
  },
})
