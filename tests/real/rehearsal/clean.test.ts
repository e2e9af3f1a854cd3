/**
 * The command, as somebody runs it before a sync: from an empty etcd by the rendered guide, and a second sync; and a look around
 * afterwards, by the lines that it prints.
 */
import { join } from 'node:path'
import type { Outcome } from '@homelab/rehearsal'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { programs } from '../control-plane/programs.ts'

const built = await programs()
const root = join(import.meta.dirname, '../../..')
const main = join(root, 'packages/synth/src/start.js')

test.skipIf(built === undefined)('what is rendered installs, and a second sync changes nothing', async () => {
  // Not what is asked here is how long it takes: with --keep it has two hours.
  const running = execa(process.execPath, [main, 'rehearse', '--json', '--keep'], {
    cwd: root,
    reject: false,
    timeout: 2_400_000,
  })
  let said = ''
  const kept = new Promise<void>(resolve => {
    running.stderr.on('data', (text: Buffer) => {
      said += text
      if (said.includes('it ends with Ctrl-C')) resolve()
    })
  })
  await Promise.race([kept, running])
  const looked = await Promise.all(
    Array.from(said.matchAll(/^(\/\S+) ((?:kubectl|argocd) .*)$/gm), async ([, into = '', line = '']) => {
      const { exitCode, stdout } = await execa(into, line.split(' '), { reject: false })
      return { line, exitCode, stdout }
    }),
  )
  running.kill('SIGINT')
  const { stdout, stderr, exitCode } = await running
  expect(stdout, stderr.slice(-3000)).not.toBe('')
  // What the server did not take at first is no fault of what is rendered, and nobody should wonder about it unseen.
  process.stderr.write(
    (stderr.match(/^.*: (again|waiting until it is over|told): .*$/gm) ?? []).map(line => `${line}\n`).join(''),
  )
  const { rows, asked, problems } = JSON.parse(stdout) as Outcome
  expect(problems).toEqual([])
  expect(
    rows.filter(({ verdict }) => verdict === 'red'),
    stderr.slice(-3000),
  ).toEqual([])
  expect(asked.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(rows.filter(({ verdict }) => verdict === 'fine').length).toBeGreaterThan(rows.length / 2)
  expect(exitCode).toBe(0)
  expect(looked.map(({ line, exitCode: code }) => `${line}: ${code}`)).toEqual([
    'kubectl get pods --all-namespaces: 0',
    'argocd app list: 0',
  ])
  const applications = looked.at(-1)?.stdout ?? ''
  expect(rows.filter(({ application }) => !applications.includes(application))).toEqual([])
})
