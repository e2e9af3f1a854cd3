import { defineConfig, mergeConfig } from 'vitest/config'
import verify from '../vitest.config.ts'

/** Rehearsals: one at a time, for each is measured by the clock (10 minutes) and takes both cores. */
export default mergeConfig(
  { ...verify, test: { ...verify.test, include: [], exclude: ['**/node_modules/**'] } },
  defineConfig({ test: { include: ['tests/real/rehearsal/*.test.ts'], maxWorkers: 1 } }),
)
