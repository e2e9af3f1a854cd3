import { cluster, domain, estate, external, host, http, service } from '@homelab/estate'
import { formatFinding, opened } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { argoCd, clusterParts } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { estateFile } from '../src/load.ts'
import { restatedAmong, restatedFacts } from '../src/restated.ts'
import { temporaryFolder, write } from './out-folder.ts'

const file = estateFile('/homelab/apps/lab/estate.ts')
const meta = (path: string): { readonly url: string } => ({ url: `file:///homelab/apps/lab/${path}` })
const box = host('box', { platform: 'linux', role: 'x', lanAddress: '192.0.2.7' })
const settings = { namespace: 'argocd', project: 'default', root: 'root' }

const { resolved } = opened(
  estate(meta('estate.ts'), 'lab', {
    title: 'Lab',
    hosts: [box],
    clusters: [
      cluster('kind', { on: box, ...sampleCluster, delivery: argoCd({ ...settings, handwritten: 'manual' }) }),
    ],
    domains: { ops: domain('ops', 'in.example.org', 'example.org') },
    vaults: [],
    people: [],
    shares: [],
    services: [
      service(meta('services/wiki.ts'), 'wiki', {
        title: 'Wiki',
        summary: 'a service',
        ports: { http: http(8080) },
        workload: external(box),
        routes: { ops: { port: 'http' } },
      }),
    ],
    parts: clusterParts,
  }),
)

/** What is found in one source: place and text. */
function found(text: string, path = 'apps/lab/services/wiki.ts'): readonly string[] {
  return restatedAmong(new Map([[path, text]]), file, resolved).map(
    ({ where, got }) => `${where.subject} ${where.line}:${where.column} ${got}`,
  )
}

test.each<[string, string, readonly string[]]>([
  ['an image', "export const a = image('wiki.in.example.org/x', '1.0')", ['wiki 1:25 wiki.in.example.org']],
  ['a URL in a template', 'const a = `https://wiki.in.example.org`', ['wiki 1:20 wiki.in.example.org']],
  [
    'a line of a script, after a sign of the shell',
    'const script = `#!/bin/sh\nget ":-wiki.in.example.org"\n`',
    ['wiki 2:8 wiki.in.example.org'],
  ],
  ['other letters', "const a = 'Wiki.In.Example.org'", ['wiki 1:12 Wiki.In.Example.org']],
  ['a domain behind a name that is taken', `const a = \`\${wiki}.in.example.org\``, ['wiki 1:20 in.example.org']],
  ['an address with its port', "const a = '192.0.2.7:9100'", ['wiki 1:12 192.0.2.7']],
  ['a path of what is rendered', "const a = 'dist/argocd/apps'", ['wiki 1:12 dist/argocd']],
  ['values that are written by hand', "const a = '$values/manual/manifests/x.yaml'", ['wiki 1:20 manual/manifests']],
  ['a path in a template', 'const a = `cd manual/manifests/x`', ['wiki 1:15 manual/manifests']],
  [
    'one twice',
    "const a = 'x wiki.in.example.org'\nconst b = 'wiki.in.example.org'",
    ['wiki 1:14 wiki.in.example.org'],
  ],
])('%s is found', (_, text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each([
  ['where the domain is said', "const ops = domain('ops', 'in.example.org', 'example.org')"],
  ['where the address is said', "const lanAddress = '192.0.2.7'"],
  ['what is made of both', `const a = \`\${wiki}.\${domains.ops.suffix}\``],
  ['what was observed', "difference('a URL', { today: 'it was `https://wiki.in.example.org`', now: 'kept' })"],
  ['where the folder is said', "const folder = 'manual'"],
  ['a folder of another repository', "const a = 'https://git.example.net/x/manual/manifests/y'"],
  ['a longer path', "const a = 'old/manual/manifests/x and manual/manifests2'"],
  ['a comment', '// wiki.in.example.org\nconst a = 1'],
  ['a module of that name', "import a from 'wiki.in.example.org'"],
  ['a name that nobody has, which another finding tells', "const a = 'wikki.in.example.org'"],
  ['a longer name', "const a = 'wiki.in.example.org.evil.test and mywiki.in.example.orgs and 192.0.2.70'"],
  ['a source that cannot be read', "const a = = 'wiki.in.example.org'"],
])('%s is none', (_, text) => {
  expect(found(text)).toEqual([])
})

test('sources of other estates, tests and what is no source are not looked at', () => {
  const text = "const a = 'https://wiki.in.example.org'"
  expect(found(text, 'apps/lab/folders.ts')).toEqual(['estate 1:20 wiki.in.example.org'])
  for (const path of ['apps/labs/folders.ts', 'apps/lab/wiki.test.ts', 'apps/lab/notes.md'])
    expect(found(text, path), path).toEqual([])
})

test('sources on the disk are read, those of packages are not', () => {
  const root = temporaryFolder()
  for (const path of ['scripts/x.ts', 'node_modules/x/x.ts'])
    write(root, `apps/lab/${path}`, "export const x = 'curl http://192.0.2.7'\n")
  const [only, ...others] = restatedFacts(estateFile(`${root}/apps/lab/estate.ts`), resolved)
  expect(others).toEqual([])
  expect(only && formatFinding(only)).toBe(
    'restated-fact estate [apps/lab/scripts/x.ts:1:31]: the estate says this already; a text that writes it out stays behind when that changes (got 192.0.2.7); take it from there: `ownUrl` or `ownHostname` of the service itself, what a need gives, or the constant of which the fact is made',
  )
})
