/**
 * Why what is rendered changed: the sources of a small estate are edited, and every changed line has its causes. The
 * expectations are written by hand; those of the documentation only where a case is about it, since it repeats everything.
 */
import { type Cause, type Causes, causes, type Sources } from '@homelab/synth/causes'
import { describe, expect, test } from 'vitest'
import { type Edit, edited, labSources, labTrial } from './support/lab-sources.ts'

async function why(before: Sources, after: Sources): Promise<Causes<Cause>> {
  const found = await causes(before, after, labTrial)
  if ('unloadable' in found) throw new Error(`${found.unloadable} does not load: ${found.failed}`)
  return found
}

/** `FILE HOW CAUSES`, then its lines. */
function effectsIn({ effects }: Causes<Cause>, files: RegExp): readonly string[] {
  return effects
    .filter(({ file }) => files.test(file))
    .flatMap(({ file, how, causes: ids, lines }) => [
      `${file} ${how} ${ids.map(short).join(' & ')}`,
      ...lines.map(({ sign, text }) => `  ${sign} ${text.trim()}`),
    ])
}

function short(id: string): string {
  return id.replaceAll('apps/lab/', '')
}

function ids({ causes: all }: Causes<Cause>): readonly string[] {
  return all.map(({ id }) => short(id))
}

const rendered = /^(?!docs\/|estate\.json)/
const image = { 'services/feed.ts': [["'1.2.0'", "'1.3.0'"]] } satisfies Record<string, Edit[]>

test('an image tag', async () => {
  const found = await why(labSources, edited(labSources, image))
  expect(found.causes).toEqual([
    {
      id: 'apps/lab/services/feed.ts#feed',
      where: [
        {
          file: 'apps/lab/services/feed.ts',
          declares: 'feed',
          before: { from: 10, to: 10 },
          after: { from: 10, to: 10 },
        },
      ],
    },
  ])
  expect(effectsIn(found, rendered)).toEqual([
    'argocd/manifests/feed/Deployment-feed.yaml alone services/feed.ts#feed',
    '  - image: example.org/feed:1.2.0',
    '  + image: example.org/feed:1.3.0',
  ])
  expect(found.silent).toEqual([])
})

test('the host of a route, a grant and an image, each with its own lines', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      ...image,
      'tailnet.ts': [["'tcp:443'", "'tcp:8443'"]],
      'services/wiki.ts': [["tailnet: { port: 'http' }", "tailnet: { port: 'http', host: 'notes' }"]],
    }),
  )
  expect(ids(found)).toEqual(['services/feed.ts#feed', 'services/wiki.ts#wiki', 'tailnet.ts#tailnet'])
  expect(effectsIn(found, rendered)).toEqual([
    'argocd/manifests/feed/Deployment-feed.yaml alone services/feed.ts#feed',
    '  - image: example.org/feed:1.2.0',
    '  + image: example.org/feed:1.3.0',
    'argocd/manifests/wiki/Ingress-wiki-tailscale.yaml alone services/wiki.ts#wiki',
    '  - - wiki',
    '  + - notes',
    'tailscale/policy.hujson alone tailnet.ts#tailnet',
    '  - {"src": ["{{ person:guest }}"], "dst": ["tag:k8s"], "ip": ["tcp:443"]},',
    '  + {"src": ["{{ person:guest }}"], "dst": ["tag:k8s"], "ip": ["tcp:8443"]},',
    'tailscale/policy.hujson alone services/wiki.ts#wiki',
    '  - {"src": ["tag:server"], "dst": ["svc:wiki"], "ip": ["tcp:443"]},',
    '  - {"src": "tag:server", "accept": ["svc:wiki:443"]},',
    '  + {"src": ["tag:server"], "dst": ["svc:notes"], "ip": ["tcp:443"]},',
    '  + {"src": "tag:server", "accept": ["svc:notes:443"]},',
  ])
  // Its page says in one row what grants and what names open.
  const others = found.effects.filter(({ file }) => file !== 'docs/exposure.md')
  expect(new Set(others.map(({ how }) => how))).toEqual(new Set(['alone']))
})

test('a port renamed with all that names it, in two files, is one cause with two places', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      ...image,
      'vault.ts': [["'safe', {", "'strongbox', {"]],
      'services/wiki.ts': [
        ['ports: { http:', 'ports: { web:'],
        ["port: 'http'", "port: 'web'"],
      ],
      'services/feed.ts': [
        ["endpoint(wiki, 'http'", "endpoint(wiki, 'web'"],
        ["'1.2.0'", "'1.3.0'"],
      ],
    }),
  )
  expect(ids(found)).toEqual(['vault.ts#safe, secrets', 'services/feed.ts#feed + services/wiki.ts#wiki'])
  expect(found.causes[1]?.where.map(({ file }) => short(file))).toEqual(['services/feed.ts', 'services/wiki.ts'])
})

test('a constant that many use is one cause', async () => {
  const found = await why(labSources, edited(labSources, { ...image, 'places.ts': [["'/home/lab'", "'/home/box'"]] }))
  expect(ids(found)).toEqual(['places.ts#box', 'services/feed.ts#feed'])
  const files = new Set(
    found.effects.filter(each => short(each.causes.join()) === 'places.ts#box').map(each => each.file),
  )
  expect(files.size).toBeGreaterThan(1)
  expect(effectsIn(found, /host_vars/)).toEqual([
    'ansible/inventory/host_vars/box.yml alone places.ts#box',
    '  - host_home: /home/lab',
    '  + host_home: /home/box',
  ])
})

const search = `import { http, image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kind } from '../places.ts'

export const search = service(import.meta, 'search', {
  title: 'Search',
  summary: 'finds',
  ports: { http: http(7700) },
  workload: deployment({ at: kind, namespace: 'search', container: { image: image('example.org/search', '3.0.1') } }),
})
`
const withSearch = edited(labSources, {
  'services/search.ts': search,
  'services/index.ts': [
    ['import { sweeper }', "import { search } from './search.ts'\nimport { sweeper }"],
    ['wiki, feed]', 'wiki, search, feed]'],
  ],
})

describe('a service', () => {
  const cause = 'services/index.ts#services + services/search.ts'
  const own = [
    'argocd/apps/search.yaml',
    'argocd/manifests/search/Deployment-search.yaml',
    'argocd/manifests/search/Service-search.yaml',
  ]

  test('added is one cause: its file and the line that lists it', async () => {
    const found = await why(labSources, edited(withSearch, image))
    expect(ids(found)).toEqual(['services/feed.ts#feed', cause])
    const files = found.effects.filter(({ causes: [id = ''], file }) => short(id) === cause && rendered.test(file))
    expect(files.map(({ file }) => file)).toEqual(own)
    expect(new Set(files.flatMap(({ lines }) => lines.map(({ sign }) => sign)))).toEqual(new Set(['+']))
    expect(found.causes[1]?.where[1]).toEqual({ file: 'apps/lab/services/search.ts', after: { from: 1, to: 10 } })
  })

  test('removed is one cause, too', async () => {
    const found = await why(edited(withSearch, image), labSources)
    expect(ids(found)).toEqual(['services/feed.ts#feed', cause])
    const files = found.effects.filter(({ causes: [id = ''], file }) => short(id) === cause && rendered.test(file))
    expect(files.map(({ file }) => file)).toEqual(own)
    expect(new Set(files.flatMap(({ lines }) => lines.map(({ sign }) => sign)))).toEqual(new Set(['-']))
  })
})

test('two causes of one line: either takes the old one away, both make the new one', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      'network.ts': [["'lab.example.org'", "'home.example.org'"]],
      'services/wiki.ts': [["label = 'pages'", "label = 'notes'"]],
    }),
  )
  expect(ids(found)).toEqual(['network.ts#suffix', 'services/wiki.ts#label'])
  const both = 'network.ts#suffix & services/wiki.ts#label'
  const flows = found.effects
    .filter(({ file }) => file === 'docs/services/caddy.md')
    .flatMap(({ how, causes: all, lines }) =>
      lines
        .filter(({ text }) => text.includes(' serves '))
        .map(({ sign, text }) => `${sign} ${text.trim()} ${how} ${all.map(short).join(' & ')}`),
    )
  expect(flows).toEqual([
    `- | [[wiki\\|Wiki]] | serves pages.lab.example.org | \`https://wiki.tail.example.org\` | any ${both}`,
    `+ | [[wiki\\|Wiki]] | serves notes.home.example.org | \`https://wiki.tail.example.org\` | together ${both}`,
  ])
})

test('another order is a fact', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      ...image,
      'services/index.ts': [['[caddy, sweeper, wiki, feed]', '[feed, wiki, sweeper, caddy]']],
    }),
  )
  expect(ids(found)).toEqual(['services/feed.ts#feed', 'services/index.ts#services'])
  expect(
    found.effects.some(
      each => each.file === 'docs/index.md' && short(each.causes.join()) === 'services/index.ts#services',
    ),
  ).toBe(true)
})

/** Nothing of what is said changes: names, files, comments, types, layout, how a literal is written. */
const cosmetic = {
  'services/sweeper.ts': [
    ['const script =', '/** What runs. */\nconst sweep: string ='],
    ['[script]', '[sweep]'],
    ['file(script', 'file(sweep'],
    ["'bin/sweep'", '"bin/sweep"'],
    ['daily(4, 30)', 'daily(\n 0x4,\n 30,\n)'],
  ],
  'network.ts': [["const suffix = 'lab.example.org'", "import { suffix } from './suffix.ts'"]],
  'suffix.ts': "export const suffix = 'lab.example.org' as const\n",
} satisfies Parameters<typeof edited>[1]

test('a refactoring that says nothing new has no effect and no cause', async () => {
  expect(await why(labSources, edited(labSources, cosmetic))).toEqual({ causes: [], effects: [], silent: [] })
})

test('a refactoring beside a change is no cause of it', async () => {
  const found = await why(labSources, edited(labSources, { ...image, ...cosmetic }))
  expect(ids(found)).toEqual(['services/feed.ts#feed'])
  expect(new Set(found.effects.map(({ how }) => how))).toEqual(new Set(['alone']))
})

test('a refactoring that a change needs comes with it', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      'vault.ts': [["'safe', {", "'strongbox', {"]],
      'network.ts': [
        ["const suffix = 'lab.example.org'", "const suffix = 'lab.example.org'\nexport const feedVersion = '1.3.0'"],
      ],
      'services/feed.ts': [
        ["'1.2.0'", 'feedVersion'],
        ['import { kind }', "import { feedVersion } from '../network.ts'\nimport { kind }"],
      ],
    }),
  )
  expect(ids(found)).toEqual(['vault.ts#safe, secrets', 'network.ts#feedVersion + services/feed.ts#feed'])
})

test('an import comes and goes with what uses it, and with nothing else of its file', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      'versions.ts': 'export const schedule = [5, 30] as const\n',
      'services/sweeper.ts': [
        ["'bin/sweep'", "'bin/brush'"],
        ['daily(4, 30)', 'daily(...schedule)'],
        ['import { box }', "import { schedule } from '../versions.ts'\nimport { box }"],
      ],
    }),
  )
  expect(ids(found)).toEqual(['services/sweeper.ts#script', 'services/sweeper.ts#sweeper + versions.ts'])
})

test('while something is wrong, the rest has its causes', async () => {
  const wrong = { 'services/wiki.ts': [["'/health'", "'health'"]] } satisfies Record<string, Edit[]>
  const found = await why(edited(labSources, wrong), edited(labSources, { ...wrong, ...image }))
  expect(ids(found)).toEqual(['services/feed.ts#feed'])
})

describe('a revision that does not load', () => {
  const broken = edited(labSources, { 'network.ts': 'export const domains = nothing\n' })
  test('is named', async () => {
    expect(await causes(broken, labSources, labTrial)).toEqual({
      unloadable: 'before',
      failed: 'nothing is not defined',
    })
    expect(await causes(labSources, broken, labTrial)).toEqual({
      unloadable: 'after',
      failed: 'nothing is not defined',
    })
  })
})
