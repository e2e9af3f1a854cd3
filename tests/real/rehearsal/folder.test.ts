/** An estate that a rendered script delivers: the command as somebody runs it, and faults that must turn it red. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { resolvedOf } from '@homelab/estate/model'
import type { Explained, Outcome, Row } from '@homelab/rehearsal'
import { programs, rehearseFolder } from '@homelab/rehearsal/run'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import hut from '../../fixtures/hut/apps/hut/estate.ts'
import { k3s } from '../../fixtures/hut/apps/hut/places.ts'
import { render } from '../../support/render.ts'
import { programs as built } from '../control-plane/programs.ts'

const isBuilt = (await built()) !== undefined
const root = join(import.meta.dirname, '../../..')
const rendered = render(hut)
const explained = JSON.parse(
  readFileSync(join(root, 'tests/fixtures/hut/apps/hut/rehearsal.json'), 'utf8'),
) as Explained
const verdicts = (rows: readonly Row[]) =>
  Object.fromEntries(rows.map(({ application, verdict }) => [application, verdict]))

test.skipIf(!isBuilt)('the guide brings it up, and a second run changes nothing', async () => {
  const main = join(root, 'packages/synth/src/start.js')
  // What is rehearsed is what is about to be committed: an index of its own knows the folder, and ours does not.
  const folder = mkdtempSync(join(root, '.hut-'))
  const index = mkdtempSync(join(tmpdir(), 'hut-'))
  onTestFinished(() => {
    for (const each of [folder, index]) rmSync(each, { recursive: true })
  })
  const estate = join(root, 'tests/fixtures/hut/apps/hut')
  const env = { GIT_INDEX_FILE: join(index, 'index') }
  await execa(process.execPath, [main, 'synth', '--estate', estate, '--out', folder], { cwd: root })
  await execa('git', ['read-tree', 'HEAD'], { cwd: root, env })
  await execa('git', ['add', folder], { cwd: root, env })
  const words = ['rehearse', '--estate', estate, '--rendered', basename(folder), '--json', '--minutes=20']
  const { stdout, stderr } = await execa(process.execPath, [main, ...words], { cwd: root, env, reject: false })
  expect(stdout, stderr.slice(-3000)).not.toBe('')
  const { clean, rows, asked, problems } = JSON.parse(stdout) as Outcome & { readonly clean: boolean }
  expect({ problems, red: rows.filter(({ verdict }) => verdict === 'red') }).toEqual({ problems: [], red: [] })
  expect(verdicts(rows)).toMatchObject({ 'external-secrets': 'explained', 'secret-store': 'fine', wiki: 'fine' })
  const about = new Map(asked.map(({ what, count }) => [what, count]))
  expect(about.get('a second run, which changes nothing')).toBeGreaterThan(200)
  expect(about.get('ExternalSecrets that are ready, with the keys and values that the estate says')).toBeGreaterThan(0)
  expect(clean).toBe(true)
})

test.skipIf(!isBuilt)('what a server refuses turns its group red: a field, a login', async () => {
  const change = (path: string, from: RegExp, to: string): readonly [string, string] => {
    const text = rendered.files.get(path) ?? ''
    expect(text).toMatch(from)
    return [path, text.replace(from, to)]
  }
  const folder = 'cluster/manifests'
  const files = new Map([
    ...rendered.files,
    change(`${folder}/search/Service-search.yaml`, /^spec:$/m, 'spec:\n  sort: none'),
    // The server asks the cluster whose token it is by that token.
    change(
      `${folder}/secret-store/ClusterRoleBinding-external-secrets-token-review.yaml`,
      /name: system:auth-delegator/,
      'name: view',
    ),
  ])
  const outcome = await rehearseFolder({
    ...{ programs: await programs(files, () => undefined), cluster: k3s, keeping: hut, files, source: k3s.source },
    services: resolvedOf(hut).services.filter(({ at }) => at.name === k3s.name),
    explained,
    ...{ say: () => undefined, signal: new AbortController().signal, longest: 900 },
  })
  expect(verdicts(outcome.rows)).toMatchObject({ search: 'red', 'secret-store': 'red', wiki: 'red' })
  const reasons = Object.fromEntries(outcome.rows.map(({ application, reason }) => [application, reason]))
  expect(reasons['search']).toMatch(/sort/)
  expect(reasons['secret-store']).toMatch(/ClusterSecretStore\/openbao is not ready/)
})
