/** What is said to run of services that are written here for it: each expectation by hand. */
import { hostService } from '@homelab/ansible-gen'
import {
  domain,
  type Estate,
  endpoint,
  external,
  host,
  http,
  image,
  journalLog,
  logFile,
  type Needs,
  type Runs,
  role,
  service,
} from '@homelab/estate/model'
import { customObject, externalSecret, object, reachesInternet, secretKey } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { box, domains, fixture, pod, secrets, server, store } from './findings/parts.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'
import { sampleCluster } from './support/sample-cluster.ts'
import { standInProgram } from './support/stand-in-program.ts'

const pg = server()

const account = { kind: 'ServiceAccount', name: 'web', namespace: 'apps' }
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'shows pages',
  ports: { http: http(80, { target: 8080, nodePort: 30080 }), metrics: http(9090) },
  routes: { tailnet: { port: 'http' } },
  metrics: { port: 'metrics', exporter: 'loki' },
  workload: pod({
    container: {
      image: image('example.org/web', '1.0.0'),
      env: { A: secretKey('app', 'key'), B: secretKey('app', 'key') },
    },
    serviceAccount: { name: 'web', token: true },
    reaches: [reachesInternet('fetches feeds'), reachesInternet('sends mail')],
    pod: { initContainers: [{ name: 'first', image: 'example.org/first:2.0.0' }] },
    jobs: [
      {
        name: 'tidy',
        schedule: { kind: 'schedule', cron: '0 3 * * *' },
        concurrency: 'Forbid',
        restart: 'Never',
        container: { name: 'web', image: image('example.org/tidy', '1.0.0'), env: { A: secretKey('app', 'key') } },
      },
    ],
    objects: [
      object('Role', {
        metadata: { name: 'reads' },
        rules: [{ apiGroups: ['', 'apps'], resources: ['pods'], verbs: ['get'] }],
      }),
      object('RoleBinding', {
        metadata: { name: 'reads' },
        roleRef: { apiGroup: 'x', kind: 'Role', name: 'reads' },
        subjects: [account],
      }),
      object('RoleBinding', {
        metadata: { name: 'others' },
        roleRef: { apiGroup: 'x', kind: 'ClusterRole', name: 'view' },
        subjects: [{ ...account, name: 'other' }],
      }),
      customObject({
        apiVersion: 'cert.example.org/v1',
        kind: 'Issuer',
        metadata: { name: 'own', namespace: 'certs' },
      }),
      object('CronJob', {
        metadata: { name: 'written' },
        spec: {
          schedule: '0 4 * * *',
          jobTemplate: {
            spec: {
              template: {
                metadata: { labels: { app: 'written' } },
                spec: { containers: [{ name: 'w', image: 'example.org/w:1.0.0' }] },
              },
            },
          },
        },
      }),
    ],
  }),
})

const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'gathers',
  ports: {},
  collects: ['logs'],
  workload: pod(),
  needs: (): Needs => [endpoint(web, 'http', 'looks at it')],
})

const scraper = service(import.meta, 'scraper', {
  title: 'Scraper',
  summary: 'asks',
  ports: {},
  collects: ['metrics'],
  workload: pod(),
})

const mac = host('mac', { platform: 'macos', role: 'x', user: 'ann', home: '/Users/ann', brewPrefix: '/opt/homebrew' })

function runsOf(name: string, estate: Estate): Runs {
  const found = resolvedOnce(estate).services.find(each => each.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found.runs
}

const lab = fixture(import.meta, { services: [store, pg, web, scraper, collector] })

const reader = service(import.meta, 'reader', {
  title: 'Reader',
  summary: 'reads',
  ports: {},
  workload: pod({ secrets: [externalSecret('app', { data: { password: secrets.app.password } })] }),
  needs: (): Needs => [role(pg, 'reader', { password: secrets.app.password })],
})
const withLogin = fixture(import.meta, { services: [store, pg, reader] })

const open = service(import.meta, 'web', {
  title: 'Web',
  summary: 'shows pages',
  ports: { http: http(80) },
  routes: { public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } } },
  workload: pod(),
})
const inPublic = fixture(import.meta, {
  domains: { ...domains, public: domain('public', 'example.org') },
  services: [open],
})

test('containers of pods, those in Kubernetes’ own words and of objects included', () => {
  const { pods } = runsOf('web', lab)
  const seen =
    pods === 'unknown'
      ? []
      : pods.map(({ id, replicas, containers }) => [
          id,
          replicas,
          containers === 'unknown' ? [] : containers.map(each => each.image),
        ])
  expect(seen).toEqual([
    ['web/pods/web', 1, ['example.org/web:1.0.0', 'example.org/first:2.0.0']],
    ['web/pods/written', 'by-clock', ['example.org/w:1.0.0']],
    ['web/pods/tidy', 'by-clock', ['example.org/tidy:1.0.0']],
  ])
})

test('a Secret that a container reads twice is one entry, and that of another pod is another', () => {
  const { reads } = runsOf('web', lab)
  expect(reads === 'unknown' ? [] : reads.map(({ id }) => id)).toEqual([
    'web/pods/web/read/container web/app/key',
    'web/pods/tidy/read/container web/app/key',
  ])
})

test('what it reaches, each with its reason', () => {
  const { reaches } = runsOf('web', lab)
  expect(reaches).toMatchObject([
    { id: 'web/reach/internet: fetches feeds', to: 'internet' },
    { id: 'web/reach/internet: sends mail', to: 'internet' },
  ])
})

test('what its account may do; a role of somebody else’s is unknown', () => {
  expect(runsOf('web', lab).identities).toMatchObject([
    { name: 'web', namespace: 'apps', rights: [{ verbs: ['get'], on: ['pods', 'apps/pods'], within: 'apps' }] },
  ])
  const borrowed = service(import.meta, 'web', {
    title: 'Web',
    summary: 'shows pages',
    ports: {},
    workload: pod({
      serviceAccount: { name: 'web', token: true },
      objects: [
        object('ClusterRoleBinding', {
          metadata: { name: 'all' },
          roleRef: { apiGroup: 'x', kind: 'ClusterRole', name: 'view' },
          subjects: [account],
        }),
      ],
    }),
  })
  expect(runsOf('web', fixture(import.meta, { services: [borrowed] })).identities).toMatchObject([
    { rights: 'unknown' },
  ])
})

test('where a port answers, and from where', () => {
  expect(runsOf('web', lab).ports).toMatchObject([
    {
      port: 'http',
      number: 80,
      target: 8080,
      host: 'web.apps.svc.cluster.local',
      scopes: ['pods', 'nodes', 'tailnet'],
    },
    { port: 'metrics', number: 9090, target: 9090, scopes: ['pods'] },
  ])
})

test('what must be there before it', () => {
  const { requires } = runsOf('web', lab)
  expect(requires === 'unknown' ? [] : requires.map(({ id }) => id)).toEqual([
    'web/requires/namespace/certs',
    'web/requires/definitions/cert.example.org',
  ])
  expect(runsOf('pg', lab).requires).toMatchObject([{ kind: 'definitions', name: 'postgresql.cnpg.io' }])
})

test('the kinds that it brings: those that it says, and those that are among its objects', () => {
  const brings = service(import.meta, 'brings', {
    title: 'Operator',
    summary: 'brings kinds',
    ports: {},
    workload: pod({
      defines: ['shop.example.org', 'cert.example.org'],
      objects: [
        customObject({
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'orders.cert.example.org' },
          spec: { group: 'cert.example.org' },
        }),
      ],
    }),
  })
  expect(runsOf('brings', fixture(import.meta, { services: [brings] })).provides).toMatchObject([
    { id: 'brings/definitions/shop.example.org', kind: 'definitions', name: 'shop.example.org' },
    { kind: 'definitions', name: 'cert.example.org' },
  ])
})

test('who collects its logs and metrics', () => {
  const { logs, metrics } = runsOf('web', lab)
  expect(logs).toEqual([
    { id: 'web/logs/pods', part: 'deployment', from: 'pods', namespace: 'apps', app: 'web', collector: 'collector' },
  ])
  expect(metrics).toMatchObject([
    { from: 'endpoint', job: 'web', exporter: 'loki', path: '/metrics', collector: 'scraper' },
  ])
})

test('a Secret that is the password of a login says of which', () => {
  const delivered = [...runsOf('pg', withLogin).delivered, ...runsOf('reader', withLogin).delivered]
  expect(delivered.map(each => (typeof each === 'string' ? each : [each.id, 'login' in each && each.login]))).toEqual([
    ['pg/secret/pg-reader', 'reader'],
    ['pg/secret/pg-app', false],
    ['reader/secret/app', false],
  ])
})

test('a public name answers the internet', () => {
  const { scopes } = [...runsOf('web', inPublic).ports][0] ?? {}
  expect(scopes).toContain('internet')
})

test('users of a host that somebody makes: not root, and not the login', () => {
  const app = service(import.meta, 'app', {
    title: 'App',
    summary: 'x',
    ports: { http: http(80) },
    workload: hostService({
      at: box,
      directories: [
        { path: '/srv/app', mode: '0750', owner: { user: 'data' } },
        { path: '/srv/x', mode: '0755', owner: { user: 'root' } },
      ],
      programs: [
        standInProgram('app', { program: '/usr/bin/app', user: 'runner', journal: journalLog('app.service') }),
      ],
      logs: [logFile('/var/log/app.log')],
    }),
  })
  const runs = runsOf('app', fixture(import.meta, { services: [app] }))
  expect(runs.requires).toMatchObject([
    { kind: 'user', name: 'runner' },
    { kind: 'user', name: 'data' },
  ])
  expect(runs.ports).toMatchObject([{ scopes: ['machine'] }])
  expect(runs.logs).toMatchObject([
    { from: 'file', path: '/var/log/app.log' },
    { from: 'journal', unit: 'app.service' },
  ])
})

test('a host’s service with a cluster and a program restarts both', () => {
  const both = service(import.meta, 'both', {
    title: 'Both',
    summary: 'x',
    ports: {},
    workload: hostService({
      at: mac,
      programs: [sampleCluster('lab'), standInProgram('x', { program: '/x' })],
    }),
  })
  const page =
    render(fixture(import.meta, { hosts: [box, mac], services: [both] })).files.get('docs/services/both.md') ?? ''
  const restart = page.slice(page.indexOf('## Restart'), page.indexOf('##', page.indexOf('## Restart') + 3))
  expect(restart).toContain('minikube stop')
  expect(restart).toContain('ansible-playbook')
  expect(restart).toContain('/usr/bin/true restart x')
})

test('what stays hand-written is unknown, and its ports are not', () => {
  const old = service(import.meta, 'old', {
    title: 'Old',
    summary: 'x',
    ports: { http: http(80) },
    workload: external(box, 'old.lan'),
  })
  const runs = runsOf('old', fixture(import.meta, { services: [old] }))
  expect([runs.pods, runs.units, runs.requires]).toEqual(['unknown', 'unknown', 'unknown'])
  expect(runs.ports).toMatchObject([{ host: 'old.lan', scopes: ['machine'] }])
})
