import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../src/index.ts'

const node = process.execPath

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('what was started ends with who started it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'))
  const file = join(folder, 'pid')
  const inner = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`
  const outer = `
    import { existsSync } from 'node:fs'
    import { start } from ${JSON.stringify(join(import.meta.dirname, '../src/start.ts'))}
    void start(process.execPath, ['--eval', ${JSON.stringify(inner)}], { cwd: '/', timeoutMs: 60_000 })
    const looking = setInterval(() => existsSync(${JSON.stringify(file)}) && process.exit(0), 20)
  `
  const { problem } = await run(node, ['--input-type=module', '--eval', outer])
  expect(problem).toBeUndefined()
  const pid = Number(readFileSync(file, 'utf8'))
  try {
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
  } finally {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true })
  }
})
