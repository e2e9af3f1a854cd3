import { join } from 'node:path'
import { loadProjections } from '@homelab/synth'
import { expect, test } from 'vitest'
import { type Ran, run } from '../packages/synth/tests/lab.ts'
import { temporaryFolder, write } from '../packages/synth/tests/out-folder.ts'
import { root } from './support/sources.ts'

/** The `search` of a fixture as somebody may have written it: what is rendered leaves nothing of it out. */
function compare(words: readonly string[], input = '', cwd = root): Promise<Ran> {
  const all = ['compare', ...words, '--estate', join(root, 'tests/fixtures/hut/apps/hut')]
  return run(root, all, { cwd, input: async () => input, projections: loadProjections })
}

const service = `apiVersion: v1
kind: Service
metadata: { name: search, namespace: other }
spec: { selector: { app: search }, ports: [{ name: http, port: 1, targetPort: 8080 }] }
`

test('what nobody explains is shown, and the exit code says so', async () => {
  const { code, out, err } = await compare(['search', '--with', '-'], service)
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toMatch(/^search: 1 objects ran, \d+ are rendered\n/)
  expect(out.split('\nNobody explains, so stop and ask:\n')[1]).toContain(
    '\n  Service other/search: no longer rendered\n',
  )
})

test('for a program: the same as JSON', async () => {
  const { code, out } = await compare(['search', '--with', '-', '--json'], service)
  const [found] = JSON.parse(out) as [{ application: string; unexplained: { kind: string; what: string }[] }]
  expect({ code, application: found.application }).toEqual({ code: 1, application: 'search' })
  expect(found.unexplained).toContainEqual({
    kind: 'Service',
    name: 'search',
    namespace: 'other',
    what: 'gone',
    path: [],
  })
})

test('a folder: objects of all its files, and nothing of what is no object', async () => {
  const folder = temporaryFolder()
  write(folder, 'a/service.yml', service)
  write(folder, 'values.yaml', 'replicas: 2\n')
  write(
    folder,
    'kustomization.yaml',
    'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\nmetadata: { name: x }\n',
  )
  write(
    folder,
    'list.json',
    JSON.stringify({ kind: 'List', items: [{ kind: 'Role', apiVersion: 'x/v1', metadata: { name: 'r' } }] }),
  )
  expect((await compare(['search', '--with', 'folder'], '', join(folder, '..'))).code).toBe(2)
  const { out } = await compare(['search', '--with', folder])
  expect(out).toContain('search: 2 objects ran')
})

test.each([
  [['search'], '', 'say --with FILE, --with FOLDER, or --with - and pipe manifests in'],
  [['serch', '--with', '-'], service, 'there is no Application serch (did you mean search?)'],
  [
    ['external-secrets', '--with', '-'],
    service,
    'the objects of external-secrets are not rendered here, they come from',
  ],
  [['search', '--with', 'nowhere'], '', 'there is no nowhere'],
  [['search', '--with', '-'], '', 'there is no object in what is piped in'],
  [['search', '--with', '-'], 'a: [', "what is piped in can't be read"],
  [['--with', '-'], service.replaceAll('search', 'other'), 'nothing of - is rendered'],
  [['search', 'wiki', '--with', '-'], service, 'compare takes one argument, but got wiki'],
])('wrong usage: %j', async (words, input, message) => {
  const { code, out, err } = await compare(words, input)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})
