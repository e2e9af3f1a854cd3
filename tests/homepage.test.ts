/** The home page of an estate: its files, its pods, and what it may ask. Each expectation by hand. */
import { http, image, type Secret, service } from '@homelab/estate'
import { known, resolvedOf } from '@homelab/estate/model'
import { readYaml as load } from '@homelab/formats'
import { homepageIn } from '@homelab/services'
import { expect, test } from 'vitest'
import { fixture, kind, pod, secrets, store } from './findings/parts.ts'
import { tiled } from './findings/tiles.ts'
import porch from './fixtures/porch/estate.ts'
import { wrongIn } from './support/homepage-schemas.ts'
import { configMapsIn, type KubeObject, objectsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { openFindings, render } from './support/render.ts'

const { files, findings } = render(porch)
const objects = objectsIn(files)
const [config] = configMapsIn(files).filter(({ metadata }) => metadata.name === 'homepage')

function find(kind: string, name: string, namespace = 'homepage'): KubeObject {
  const found = objects.find(
    each => each.kind === kind && each.metadata.name === name && each.metadata.namespace === namespace,
  )
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`)
  return found
}

function fileOf(name: string): string {
  const text = config?.data[name]
  if (text === undefined) throw new Error(`there is no ${name}`)
  return text
}

test('nothing is found', () => {
  expect(openFindings(findings)).toEqual([])
})

const services = [
  {
    Household: [
      {
        Library: {
          icon: 'mdi-bookshelf',
          href: 'https://books.porch.example',
          description: 'Books',
          siteMonitor: 'http://books.books.svc.cluster.local:8080/health',
        },
      },
      {
        Records: {
          icon: 'mdi-album',
          href: 'https://music.porch.example',
          description: 'Music',
          widget: {
            type: 'navidrome',
            url: 'http://music.music.svc.cluster.local:4040',
            user: 'porch',
            token: '{{HOMEPAGE_VAR_MUSIC_TOKEN}}',
            salt: '{{HOMEPAGE_VAR_MUSIC_SALT}}',
            fields: ['albums', 'songs'],
            refreshInterval: 5000,
            hideErrors: true,
          },
        },
      },
    ],
  },
  {
    Machines: [
      {
        Storage: {
          icon: 'mdi-nas',
          href: 'https://storage.porch.example',
          description: 'Files',
          siteMonitor: 'https://storage.porch.example/',
          widget: {
            type: 'diskstation',
            url: 'https://storage.porch.example',
            username: 'porch',
            password: '{{HOMEPAGE_VAR_STORAGE_PASSWORD}}',
            volume: 'volume_1',
          },
        },
      },
      {
        Electricity: {
          icon: 'mdi-meter-electric',
          description: 'Now and today',
          widget: {
            type: 'customapi',
            url: 'http://192.0.2.41:8081/api/now',
            mappings: [
              { field: 'watts', label: 'Now', format: 'number', suffix: 'W' },
              { field: { today: 'hours' }, label: 'Today', format: 'float' },
            ],
          },
        },
      },
      {
        Gate: {
          icon: 'mdi-gate',
          href: 'https://gate.porch.example',
          description: 'Logins',
          siteMonitor: 'https://gate.porch.example/-/health/live/',
        },
      },
    ],
  },
]

test('a tile of every service that has one, by groups, as the page reaches what it asks', () => {
  const read = load(fileOf('services.yaml'))
  expect(read).toEqual(services)
  // Order counts, in groups and in widgets.
  expect(JSON.stringify(read)).toBe(JSON.stringify(services))
})

test('what the page says of itself', () => {
  expect(Object.keys(config?.data ?? {}).toSorted()).toEqual(
    ['bookmarks', 'kubernetes', 'services', 'settings', 'widgets'].map(name => `${name}.yaml`),
  )
  expect(load(fileOf('settings.yaml'))).toEqual({
    title: 'Porch',
    disableUpdateCheck: true,
    theme: 'dark',
    providers: { openweathermap: '{{HOMEPAGE_VAR_PAGE_SETTINGS_PROVIDERS_OPENWEATHERMAP}}' },
    layout: [{ Machines: { style: 'row', columns: 3 } }, { Household: {} }, { Elsewhere: { iconsOnly: true } }],
  })
  expect(load(fileOf('widgets.yaml'))).toEqual([
    { search: { provider: 'duckduckgo', target: '_blank' } },
    { openweathermap: { latitude: 0.5, longitude: -1.5, provider: 'openweathermap' } },
  ])
  expect(load(fileOf('bookmarks.yaml'))).toEqual([
    { Elsewhere: [{ Example: [{ href: 'https://example.com', abbr: 'EX' }] }] },
  ])
  expect(load(fileOf('kubernetes.yaml'))).toEqual({ mode: 'disabled' })
})

test.each(Object.keys(config?.data ?? {}))('%s is what the documentation of the page says', name => {
  expect(wrongIn(name, load(fileOf(name)))).toEqual([])
})

test.each<[string, unknown]>([
  ['services.yaml', [{ Household: [{ Library: { hreff: 'https://books.porch.example' } }] }]],
  ['services.yaml', [{ Household: [{ Library: { widget: { url: 'http://192.0.2.41' } } }] }]],
  ['services.yaml', [{ Household: [], Machines: [] }]],
  ['services.yaml', { Household: [{ Library: {} }] }],
  ['services.yaml', [{ Household: [{ Library: { siteMonitor: 'tcp://192.0.2.41:53' } }] }]],
  ['settings.yaml', { title: 'Porch', layout: { Machines: {} } }],
  ['bookmarks.yaml', [{ Elsewhere: [{ Example: { href: 'https://example.com' } }] }]],
  ['kubernetes.yaml', { mode: 'none' }],
  ['docker.yaml', {}],
])('%s is not %o', (name, data) => {
  expect(wrongIn(name, data)).not.toEqual([])
})

test.each([`it's "so" # not: {much}, [or] & *less | \\n %`, '0755', 'yes', '- a', '!x', '@y', '`z'])(
  'a password is what it is, though the page puts it in before it reads YAML: %s',
  password => {
    const filled = fileOf('services.yaml').replaceAll('{{HOMEPAGE_VAR_STORAGE_PASSWORD}}', () => password)
    const [, read] = load(filled) as readonly [unknown, { readonly Machines: readonly [Storage] }]
    expect(read.Machines[0].Storage.widget.password).toBe(password)
  },
)

interface Storage {
  readonly Storage: { readonly widget: { readonly password: string } }
}

const { spec: podSpec } = find('Deployment', 'home').spec.template
const [container] = podSpec.containers

test('secrets of widgets are variables of the vault', () => {
  const ofSecret = (name: string, secret: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key: name } },
  })
  expect(container.env).toEqual([
    ofSecret('HOMEPAGE_VAR_STORAGE_PASSWORD', 'homepage-tiles'),
    ofSecret('HOMEPAGE_VAR_MUSIC_TOKEN', 'homepage-tiles'),
    ofSecret('HOMEPAGE_VAR_MUSIC_SALT', 'homepage-tiles'),
    { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    {
      name: 'HOMEPAGE_ALLOWED_HOSTS',
      // The kubelet, browsers, and the proxy, which reaches it by a port of the node.
      value: '$(POD_IP):3000,start.porch.example,192.0.2.40:30300',
    },
    { name: 'LOG_TARGETS', value: 'stdout' },
    ofSecret('HOMEPAGE_VAR_PAGE_SETTINGS_PROVIDERS_OPENWEATHERMAP', 'homepage'),
  ])
  const keys = (name: string) =>
    find('ExternalSecret', name).spec.data.map((each: { secretKey: string; remoteRef: { key: string } }) => [
      each.secretKey,
      each.remoteRef.key,
    ])
  expect(keys('homepage-tiles')).toEqual([
    ['HOMEPAGE_VAR_STORAGE_PASSWORD', 'storage/password'],
    ['HOMEPAGE_VAR_MUSIC_TOKEN', 'music/token'],
    ['HOMEPAGE_VAR_MUSIC_SALT', 'music/salt'],
  ])
  expect(keys('homepage')).toEqual([['HOMEPAGE_VAR_PAGE_SETTINGS_PROVIDERS_OPENWEATHERMAP', 'weather/key']])
})

test('no root, no token, no folder to write to but that of its settings', () => {
  expect(podSpec).toMatchObject({
    automountServiceAccountToken: false,
    securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, runAsNonRoot: true },
  })
  expect(container.securityContext).toMatchObject({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  expect(container.resources.limits).toEqual({ memory: '512Mi' })
  expect(podSpec.volumes).toEqual([
    { name: 'config', emptyDir: {} },
    { name: 'files', configMap: { name: 'homepage' } },
  ])
  expect(container.volumeMounts).toEqual([
    { name: 'config', mountPath: '/app/config' },
    ...['services', 'settings', 'widgets', 'bookmarks', 'kubernetes'].map(name => ({
      ...{ name: 'files', mountPath: `/app/config/${name}.yaml`, subPath: `${name}.yaml` },
    })),
  ])
  expect(objects.filter(({ kind }) => /^(?:Cluster)?Role|ServiceAccount/.test(kind))).toEqual([])
})

test('it asks what it shows, and nothing else', () => {
  const asked = resolvedOnce(porch).flows.filter(({ from }) => from === 'home')
  expect(asked.map(({ to, port, address: { url }, origin }) => [to, port, url, origin])).toEqual([
    ['books', 'http', 'http://books.books.svc.cluster.local:8080', 'tile'],
    ['storage', 'http', 'https://storage.porch.example', 'tile'],
    ['storage', 'http', 'https://storage.porch.example', 'tile'],
    ['music', 'api', 'http://music.music.svc.cluster.local:4040', 'tile'],
    ['meter', 'http', 'http://192.0.2.41:8081', 'tile'],
    ['gate', 'http', 'https://gate.porch.example', 'tile'],
  ])
  const from = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'homepage' } },
    podSelector: { matchLabels: { app: 'home' } },
  }
  const reached = (name: string, namespace = name) => find('NetworkPolicy', name, namespace).spec.ingress
  const opened = (name: string): readonly number[] =>
    reached(name)
      .filter((rule: { from?: readonly unknown[] }) => JSON.stringify(rule.from ?? []).includes(JSON.stringify(from)))
      .flatMap(({ ports }: { ports: readonly { port: number }[] }) => ports.map(({ port }) => port))
  expect(opened('books')).toEqual([8080])
  expect(opened('music')).toEqual([4040])
  expect(JSON.stringify(find('NetworkPolicy', 'queue', 'music').spec)).not.toContain('homepage')
})

const tile = { title: 'Web', group: 'Apps', icon: 'mdi-web', description: 'of a test' }
const about = { title: 'Web', summary: 'shows pages', ports: { http: http(8080) } }
const mappings = [
  { field: 'watts', label: 'Now' },
  { field: { today: 'hours' }, label: 'Today' },
]
const web = service(import.meta, 'web', {
  ...about,
  workload: pod(),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
  tile: {
    ...tile,
    podSelector: 'app=web',
    widget: {
      type: 'customapi',
      path: '/now',
      fields: {
        key: '{{HOMEPAGE_VAR_WEB}}',
        fields: ['now', 'today'],
        mappings,
        refreshInterval: 5000,
        hideErrors: true,
      },
    },
  },
})

function annotations(...others: readonly ReturnType<typeof service>[]): object {
  const rendered = render(fixture(import.meta, { services: [web, ...others] }))
  const ingress = objectsIn(rendered.files).find(each => each.kind === 'Ingress' && each.metadata.namespace === 'apps')
  return (ingress?.metadata as { readonly annotations?: object } | undefined)?.annotations ?? {}
}

const discovered = {
  enabled: 'true',
  name: 'Web',
  group: 'Apps',
  icon: 'mdi-web',
  description: 'of a test',
  href: 'https://web.ops.example.org',
  'pod-selector': 'app=web',
  'widget.type': 'customapi',
  'widget.url': 'https://web.ops.example.org/now',
  'widget.key': '{{HOMEPAGE_VAR_WEB}}',
  'widget.fields': '["now","today"]',
  'widget.mappings.0.field': 'watts',
  'widget.mappings.0.label': 'Now',
  'widget.mappings.1.field.today': 'hours',
  'widget.mappings.1.label': 'Today',
  'widget.refreshInterval': '5000',
  'widget.hideErrors': 'true',
}

test('where no page of the estate shows tiles, one that discovers finds them on the Ingress, lists included', () => {
  expect(annotations()).toMatchObject(
    Object.fromEntries(Object.entries(discovered).map(([key, value]) => [`gethomepage.dev/${key}`, value])),
  )
})

test('one of the estate is told of them, and nothing is left to discover', () => {
  const home = service(import.meta, 'home', {
    ...homepageIn(kind, {
      image: image('ghcr.io/gethomepage/homepage', 'v1.4.6'),
      pods: { container: { env: { HOMEPAGE_VAR_WEB: 'x' } } },
    }),
    routes: { tailnet: { port: 'http' } },
  })
  expect(Object.keys(annotations(home)).filter(key => key.includes('gethomepage'))).toEqual([])
})

test('the page knows itself by the name by which what probes it asks', () => {
  const prober = service(import.meta, 'prober', {
    ...{ title: 'Prober', summary: 'asks', ports: {}, collects: ['probes'] },
    workload: pod({ objectName: 'prober' }),
  })
  const home = service(import.meta, 'home', {
    ...homepageIn(kind, {
      image: image('ghcr.io/gethomepage/homepage', 'v1.4.6'),
      pods: { container: { env: { HOMEPAGE_VAR_WEB: 'x' } } },
    }),
    routes: { tailnet: { port: 'http', host: 'start' } },
  })
  const rendered = render(fixture(import.meta, { services: [web, prober, home] }))
  const pods = objectsIn(rendered.files).find(each => each.kind === 'Deployment' && each.metadata.name === 'home')
  const [{ env }] = pods?.spec.template.spec.containers ?? []
  expect(env.find(({ name }: { name: string }) => name === 'HOMEPAGE_ALLOWED_HOSTS').value).toBe(
    '$(POD_IP):3000,start.tail.example.org,home.homepage.svc.cluster.local:3000',
  )
})

test('a page that gets secrets of widgets alone waits for the store of secrets', () => {
  const page = service(
    import.meta,
    'home',
    homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  )
  const requires = (key: string | Secret) => {
    const other = tiled('other', { widget: { type: 'miniflux', fields: { key } } })
    const resolved = resolvedOf(fixture(import.meta, { services: [store, page, other] }))
    return known(resolved.services.find(({ name }) => name === 'home')?.runs.requires ?? []).map(each => each.kind)
  }
  expect(requires(secrets.app.password)).toContain('secret-store')
  expect(requires('open')).not.toContain('secret-store')
})

test('a widget asks a port that its service has', () => {
  const widget = { type: 'customapi', fields: {} }
  service(import.meta, 'web', { ...about, workload: pod(), tile: { ...tile, widget: { ...widget, port: 'http' } } })
  // @ts-expect-error it has no such port
  service(import.meta, 'web', { ...about, workload: pod(), tile: { ...tile, widget: { ...widget, port: 'api' } } })
  // @ts-expect-error a widget has a type
  service(import.meta, 'web', { ...about, workload: pod(), tile: { ...tile, widget: { fields: {} } } })
  expect(widget.fields).toEqual({})
})
