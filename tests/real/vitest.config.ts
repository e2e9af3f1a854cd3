import { defineConfig } from 'vitest/config'
import ClosingLine from '../support/closing-line.ts'

/**
 * Slow checks with real programs, two files at a time: they wait about as much as they work. What a missing program
 * skips is printed and counted.
 */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/real/**/*.test.ts'],
    maxWorkers: 2,
    // Some containers set it, and Python then reads the modules that Ansible pipes to it byte by byte.
    env: { PYTHONUNBUFFERED: '' },
    testTimeout: 900_000,
    hookTimeout: 1_200_000,
    reporters: ['verbose', new ClosingLine()],
  },
})
