/** Somebody ends a rehearsal: whatever it is at, it ends all that it started, leaves nothing, and says so. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { programs } from './programs.ts'

const isBuilt = (await programs()) !== undefined
const root = join(import.meta.dirname, '../../..')
const main = join(root, 'packages/synth/src/start.js')
const estate = join(root, 'tests/fixtures/hut/apps/hut')
const rendered = mkdtempSync(join(root, '.hut-'))
if (isBuilt) await execa(process.execPath, [main, 'synth', '--estate', estate, '--out', rendered], { cwd: root })
afterAll(() => rmSync(rendered, { recursive: true }))

/** A program in front of all others, which never ends. */
const hangs = '#!/bin/sh\nexec sleep 700\n'

/** Runs the command until `isThere` says that it is where it is to be ended. */
async function endedWhere(isThere: (at: { said: string; folder: string }) => boolean, stub?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ended-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const each of ['tmp', 'bin']) mkdirSync(join(folder, each))
  const index = { GIT_INDEX_FILE: join(folder, 'index') }
  await execa('git', ['read-tree', 'HEAD'], { cwd: root, env: index })
  await execa('git', ['add', rendered], { cwd: root, env: index })
  if (stub !== undefined) writeFileSync(join(folder, 'bin', stub), hangs, { mode: 0o755 })
  const path = [join(folder, 'bin'), process.env['PATH'] ?? ''].join(delimiter)
  const child = execa(
    process.execPath,
    [main, 'rehearse', '--estate', estate, '--rendered', basename(rendered), '--minutes=5'],
    { cwd: root, env: { ...index, PATH: path, TMPDIR: join(folder, 'tmp') }, reject: false },
  )
  let said = ''
  child.stderr.on('data', data => {
    said += String(data)
  })
  while (!isThere({ said, folder })) await sleep(20)
  expect(running(folder)).not.toEqual([])
  child.kill('SIGINT')
  const { exitCode, stderr } = await child
  return {
    ...{ exitCode, last: stderr.trimEnd().split('\n').at(-1) },
    left: [...running(folder), ...readdirSync(join(folder, 'tmp'))],
  }
}

/** The processes that were started with a word of it, or have it as a folder for what is passing. */
function running(folder: string): readonly string[] {
  return readdirSync('/proc').flatMap(id => {
    if (!/^\d+$/.test(id) || Number(id) === process.pid) return []
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8')
      const isOfIt = `${command}${readFileSync(`/proc/${id}/environ`, 'utf8')}`.includes(folder)
      return isOfIt ? [command.replaceAll('\0', ' ')] : []
    } catch {
      return []
    }
  })
}

test.skipIf(!isBuilt).each([
  [
    'while Git writes out what is to be rehearsed',
    ({ folder }: { folder: string }) => hasOne(folder, 'sleep 700'),
    'git',
  ],
  ['while the control plane starts', ({ folder }: { folder: string }) => hasOne(folder, 'kube-apiserver')],
  ['while a command of the guide runs', ({ said }: { said: string }) => / s: sh \S+apply\.sh/.test(said)],
] as const)('%s', async (_, isThere, stub?) => {
  expect(await endedWhere(isThere, stub)).toEqual({
    exitCode: 3,
    last: 'error: the rehearsal was ended before it was done; nothing of it is left: run it again',
    left: [],
  })
})

function hasOne(folder: string, word: string): boolean {
  return running(folder).some(command => command.includes(word))
}
