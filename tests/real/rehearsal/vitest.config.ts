import { defineConfig, mergeConfig } from 'vitest/config'
import verify from '../vitest.config.ts'

/** Rehearsals: one at a time, for each takes both cores for minutes, and many more on a machine that does something else. */
export default mergeConfig(
  { ...verify, test: { ...verify.test, include: [], exclude: ['**/node_modules/**'] } },
  defineConfig({
    test: {
      include: ['tests/real/rehearsal/*.test.ts'],
      maxWorkers: 1,
      testTimeout: 2_700_000,
      hookTimeout: 2_700_000,
    },
  }),
)
