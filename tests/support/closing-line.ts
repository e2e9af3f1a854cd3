import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one plain line that counts what ran: `N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      const states = Array.from(module.children.allTests(), test => test.result().state)
      // A file that does not load, or whose preparation fails, has no test that fails.
      if (module.state() === 'failed' && !states.includes('failed')) count.failed += 1
      for (const state of states) if (state !== 'pending') count[state] += 1
    }
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`)
  }
}
