import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { findProgram, skipped } from '../tools.ts'

/** Asks a Go module for its program; the Go checksum database vouches for it. */
const VERSION = '1.7.12'
const root = join(import.meta.dirname, '../../..')
const folder = join(root, 'node_modules/.cache', `actionlint-${VERSION}`)

async function actionlint(): Promise<string | undefined> {
  const go = findProgram('go')
  if (go === undefined) return undefined
  const program = join(folder, 'actionlint')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  await execa(go, ['install', `github.com/rhysd/actionlint/cmd/actionlint@v${VERSION}`], { env: { GOBIN: folder } })
  return program
}

test('actionlint accepts the workflows', { timeout: 300_000 }, async context => {
  const program = await actionlint()
  if (program === undefined) return context.skip(skipped('go'))
  const { all, exitCode } = await execa(
    program,
    [
      '-config-file',
      '.forgejo/actionlint.yaml',
      '-no-color',
      ...['check', 'deploy-fly'].map(name => `.forgejo/workflows/${name}.yml`),
    ],
    { cwd: root, reject: false, all: true },
  )
  expect(all).toBe('')
  expect(exitCode).toBe(0)
})
