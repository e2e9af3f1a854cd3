import { defineConfig } from 'vitest/config'
import ClosingLine from '../support/closing-line.ts'

/**
 * Slow checks: those with real programs, and others that take their time, three files at a time: on two cores a third of what
 * they do is waiting. What a missing program skips is printed and counted.
 */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/real/**/*.test.ts', '{tests,packages,ansible-gen,apps}/**/*.slow.test.ts'],
    // Rehearsals have the machine to themselves: `mise run rehearse-verify`.
    exclude: ['**/node_modules/**', 'tests/real/rehearsal/**'],
    maxWorkers: 3,
    // Some containers set it, and Python then reads the modules that Ansible pipes to it byte by byte.
    env: { PYTHONUNBUFFERED: '' },
    testTimeout: 900_000,
    hookTimeout: 1_200_000,
    reporters: ['verbose', new ClosingLine()],
  },
})
