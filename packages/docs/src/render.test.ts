import {
  domain,
  endpoint,
  estate,
  external,
  folder,
  host,
  http,
  notBackedUp,
  resolvedOf,
  type Service,
  service,
  type Workload,
} from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { expect, test } from 'vitest'
import { docs } from './render.ts'

const meta = { url: 'file:///repo/apps/lab/estate.ts' }
const box = host('box', { platform: 'linux', role: 'the only machine' })

function guest(name: string, title = 'Guest', port = 8080, workload: Workload = external(box)): Service {
  return service({ url: `file:///repo/apps/lab/services/${name}.ts` }, name, {
    title,
    summary: 'comes and goes',
    ports: { http: http(port) },
    workload,
  })
}

function pages(services: readonly Service[], more: object = {}): ReadonlyMap<string, string> {
  const lab = estate(meta, 'lab', { ...emptyEstate, title: 'Lab', hosts: [box], services, ...more })
  return new Map(docs.render(resolvedOf(lab)).files.map(({ path, content }) => [path, content]))
}

test('an estate without a cluster, vault or domain has pages for what it has', () => {
  const found = pages([guest('guest')])
  expect([...found.keys()]).toEqual([
    'docs/index.md',
    'docs/architecture.md',
    'docs/hosts.md',
    'docs/routing.md',
    'docs/ports.md',
    'docs/exposure.md',
    'docs/secrets.md',
    'docs/backups.md',
    'docs/observability.md',
    'docs/differences.md',
    'docs/guides/add-a-service.md',
    'docs/guides/roll-back.md',
    'docs/services/guest.md',
  ])
})

test('a service that is called like a page is linked by its path', () => {
  const found = pages([guest('ports', 'Port keeper', 8081), guest('other')])
  expect(found.get('docs/index.md')).toContain('[[services/ports|Port keeper]]')
  expect(found.get('docs/index.md')).toContain('[[ports|Ports]]')
  expect(found.get('docs/index.md')).toContain('[[other|Guest]]')
})

test('what is declared beside a service is named while it is few, and counted when it is many', () => {
  const shared = (count: number): readonly Service[] =>
    Array.from({ length: count }, (_, index) => ({
      ...guest(`guest-${index}`, `Guest ${index}`, 8080 + index),
      declaredIn: 'file:///repo/apps/lab/services/guests.ts',
    }))
  expect(pages(shared(3)).get('docs/services/guest-1.md')).toContain('which declares Guest 0 and Guest 2 too,')
  expect(pages(shared(8)).get('docs/services/guest-1.md')).toContain('which declares 7 others too,')
})

test('two services of one name have one page', () => {
  expect(
    [...pages([guest('twin'), guest('twin'), guest('other')]).keys()].filter(path => /services/.test(path)),
  ).toEqual(['docs/services/twin.md', 'docs/services/other.md'])
})

test('data without a word on its backup has no row, and the data beside it has one', () => {
  const [apples, books] = ['apples', 'books'].map(holds => folder(`/srv/${holds}`, holds, notBackedUp('it is printed')))
  const volumes = [{ ...apples, backup: undefined }, books]
  const found = pages([guest('guest', 'Guest', 8080, Object.assign(external(box), { volumes }))])
  for (const page of ['docs/services/guest.md', 'docs/guides/roll-back.md']) {
    expect(found.get(page)).toContain('books')
    expect(found.get(page)).not.toContain('apples')
  }
})

test('a text that is empty, odd or has several lines harms no page', () => {
  const odd = { ...box, role: '', hardware: 'a\n| b | <script>' }
  const found = pages([guest('guest', 'One\nTwo [[three]] | four')], { hosts: [odd] })
  expect(found.get('docs/hosts.md')).toContain('| hardware | a \\| b \\| \\<script\\> |')
  expect(found.get('docs/services/guest.md')).toContain('title: |-\n')
  expect(found.get('docs/index.md')).toContain('[[guest|One Two   three     four]]')
})

test('traffic that two uses of one endpoint say in the same words is one row', () => {
  const source = guest('source', 'Source', 8081)
  const asked = service({ url: 'file:///repo/apps/lab/services/asked.ts' }, 'asked', {
    title: 'Asked',
    summary: 'asks',
    ports: {},
    workload: external(box),
    needs: () => ['a', 'b'].map(name => endpoint(source, 'http', 'asks it', { kind: name, uses: 'endpoint' })),
  })
  for (const page of ['asked', 'source'])
    expect(
      pages([source, asked])
        .get(`docs/services/${page}.md`)
        ?.match(/asks it/g),
    ).toHaveLength(1)
})

test('what the internet reaches is said of what there is: no proxy, no tailnet', () => {
  const exposure = (more: object): string => pages([guest('guest')], more).get('docs/exposure.md') ?? ''
  expect(exposure({})).toContain('No service has a public name.')
  expect(exposure({})).not.toMatch(/Funnel|proxy/)
  const inTailnet = exposure({ domains: { tailnet: domain('tailnet', 'example.ts.net') } })
  expect(inTailnet).not.toContain('Past that proxy')
})

test('the pages of the tailnet and of the internet are there when the estate has them', () => {
  const found = pages([guest('guest')], { domains: { tailnet: domain('tailnet', 'example.ts.net') } })
  expect(found.has('docs/guides/tailnet-lockout.md')).toBe(true)
  expect(found.has('docs/guides/expose-a-service.md')).toBe(false)
  const open = pages([guest('guest')], { domains: { public: domain('public', 'example.org') } })
  expect(open.has('docs/guides/expose-a-service.md')).toBe(true)
})
