import type { ServiceWithWorkload } from '@homelab/estate'
import { describe, expect, test } from 'vitest'
import { caddyfile } from '../caddy/index.ts'
import { borgmaticConfiguration } from '../host/borgmatic.ts'
import { hostIni, pieces } from '../host/content.ts'
import { brewService, launchAgent, systemdTimer } from '../host/programs.ts'
import { collectorScript } from '../host/scripts.ts'
import { environmentWrapper } from '../host/wrapper.ts'
import { checkShape } from './index.ts'

function found(workload: object): string[] {
  const service = { name: 'web', file: 'apps/x/services/web.ts', workload } as unknown as ServiceWithWorkload
  return checkShape(service).map(({ code, where, expected }) => `${code} ${where.path} ${expected}`)
}

const host = { kind: 'host-service', at: { kind: 'host', name: 'box' } }
const image = { kind: 'image', repository: 'example.org/app', version: '1.0.0' }
const proxy = {
  kind: 'fly-app',
  at: { kind: 'host', name: 'edge' },
  app: 'edge',
  region: 'ams',
  memoryMegabytes: 512,
  images: { nginx: image, tailscale: image, alloy: image },
  resolver: '192.0.2.53',
  accessLog: '/var/log/nginx/access.log',
  logMegabytes: 1,
  telemetry: { kind: 'slot', slot: 'of another package', settings: { anything: 1 } },
  limits: { perSecond: 1, staticBurst: 1, dynamicBurst: 1, connections: 1, logins: { perSecond: 1, burst: 1 } },
  cache: { megabytes: 1, inactiveHours: 1, okHours: 1, notFoundMinutes: 1, assetDays: 1 },
  bans: { maxRetries: 1, findSeconds: 1, banSeconds: 1 },
}

test('workloads as the types have them', () => {
  expect([host, proxy].flatMap(found)).toEqual([])
})

test('what another package renders is not looked at', () => {
  expect(found({ kind: 'deployment' })).toEqual([])
})

const misspelt = (meant: string) => `no property of this name; did you mean ${meant}?`
const withContent = (content: object) => ({ files: [{ path: '/x', mode: '0644', content }] })
const agent = { label: 'a', program: ['/bin/true'], logs: '/x' } as const
const unit = { description: 'u', program: ['/bin/true'], everySeconds: 60 } as const

test.each<[string, object, string[]]>([
  ['misspelt requirements', { requirez: [] }, [`requirez ${misspelt('requires')}`]],
  ['a package as a text', { packages: ['forgejo'] }, ['packages[0] an object']],
  [
    'a package from nowhere',
    { packages: [{ from: 'brew', name: 'x' }] },
    ['packages[0].from formula or cask or distribution'],
  ],
  ['a requirement without a way to it', { requires: [{ path: '/x' }] }, ['requires[0].how a text']],
  [
    'a version that nobody asks for',
    { requiresVersions: [{ program: 'x', ask: [], environment: {}, atLeast: '1', how: 'x' }] },
    ['requiresVersions[0].ask a list of texts: a program and its arguments'],
  ],
  [
    'a version that a condition would evaluate',
    { requiresVersions: [{ program: 'x', ask: ['x'], environment: {}, atLeast: '1 {{ 7*7 }}', how: 'x' }] },
    ['requiresVersions[0].atLeast a version of numbers and dots'],
  ],
  ['a mode as a number', { directories: [{ path: '/x', mode: 755 }] }, ['directories[0].mode four octal digits']],
  ['a secret as a text', { secretNames: { TOKEN: 'x' } }, ['secretNames.TOKEN a secret']],
  ['one note', { notes: 'x' }, ['notes a list']],
  ['a program of no kind', { programs: [{}] }, ['programs[0].kind brew-service or launch-agent or systemd-unit']],
  ['a service of Homebrew without logs', { programs: [brewService('x', {} as never)] }, ['programs[0].logs a list']],
  [
    'a misspelt member of a LaunchAgent',
    { programs: [launchAgent({ ...agent, keepalive: true } as never)] },
    [`programs[0].keepalive ${misspelt('keepAlive')}`],
  ],
  [
    'log files that are neither tailed nor untailed',
    { programs: [launchAgent({ ...agent, collectLogs: 'untaild' as never })] },
    ['programs[0].collectLogs no property of this name'],
  ],
  [
    'a schedule as a text',
    { programs: [launchAgent({ ...agent, schedule: '0 0 * * *' as never })] },
    ['programs[0].schedule an object'],
  ],
  [
    'an interval as a text',
    { programs: [systemdTimer('u', { ...unit, everySeconds: '60' as never })] },
    ['programs[0].everySeconds a finite number'],
  ],
  [
    'a variable as a number',
    { programs: [systemdTimer('u', { ...unit, environment: { N: 1 as never } })] },
    ['programs[0].environment.N a text'],
  ],
  [
    'misspelt secrets of Actions',
    { actionsSecrets: { owner: 'a', repository: 'b', token: { kind: 'secret' }, secret: {} } },
    ['actionsSecrets.secrets an object', `actionsSecrets.secret ${misspelt('secrets')}`],
  ],
  [
    'data in no folder',
    { data: [{ kind: 'volume', name: 'x', holds: 'x', backup: { by: 'dump' } }] },
    ['data[0].path a text'],
  ],
  ['a content of no kind', withContent({}), ['files[0].content.kind text or yaml or json or ini or pieces or slot']],
  [
    'YAML without data',
    withContent({ kind: 'yaml', date: {} }),
    ['files[0].content.data an object', 'files[0].content.date no property of this name; did you mean data?'],
  ],
  [
    'a list in INI',
    withContent(hostIni({ server: { PORTS: [1] as never } })),
    ['files[0].content.sections.server.PORTS a text, a number, true or false, or a secret'],
  ],
  ['a number among pieces', withContent(pieces('a', 1 as never)), ['files[0].content.pieces[1] an object']],
])('a service of a host with %s', (_, more, expected) => {
  expect(found({ ...host, ...more })).toEqual(expected.map(text => `wrong-type workload.${text}`))
})

describe('settings of slots', () => {
  const dns = { provider: 'x', tokenVariable: 'TOKEN' }
  const unknownHost = { status: 404, body: 'x' }
  const options = { user: 'x', key: { variable: 'KEY' } }

  test.each<[string, object, string[]]>([
    ['one token', caddyfile({ dns, unknownHost, example: 'x' }), []],
    ['several options', caddyfile({ dns: { provider: 'x', options }, unknownHost, example: 'x' }), []],
    [
      'a misspelt token',
      caddyfile({ dns: { provider: 'x', tokenVar: 'TOKEN' } as never, unknownHost, example: 'x' }),
      ['dns.tokenVariable a text', 'dns.tokenVar no property of this name'],
    ],
    [
      'an option of another name',
      caddyfile({ dns: { provider: 'x', options: { key: { env: 'KEY' } as never } }, unknownHost, example: 'x' }),
      ['dns.options.key.variable a text', 'dns.options.key.env no property of this name'],
    ],
    ['a script for zot', collectorScript('zot', '/x.prom', { timeoutSeconds: 3 }), []],
    [
      'a script for zot that waits a text',
      collectorScript('zot', '/x.prom', { timeoutSeconds: '3' as never }),
      ['timeoutSeconds a finite number'],
    ],
    [
      'a wrapper of nothing',
      environmentWrapper({ variables: {}, program: [] as never }),
      ['program a list of texts: a program and its arguments'],
    ],
  ])('%s', (_, content, expected) => {
    const place = 'wrong-type workload.files[0].content.settings.'
    expect(found({ ...host, ...withContent(content) })).toEqual(expected.map(text => `${place}${text}`))
  })

  test('borgmatic with none', () => {
    expect(found({ ...host, ...withContent(borgmaticConfiguration({} as never)) })).toContain(
      'wrong-type workload.files[0].content.settings.repository an object',
    )
  })
})

test('a cluster of nothing lacks everything', () => {
  expect(found({ ...host, cluster: {} })).toHaveLength(11)
})

test.each<[object, string]>([
  [{ images: { nginx: 'nginx:1', tailscale: image, alloy: image } }, 'images.nginx an image'],
  [{ memoryMegabytes: undefined }, 'memoryMegabytes a finite number'],
  [{ logMegabyte: 1 }, `logMegabyte ${misspelt('logMegabytes')}`],
  [{ limits: { ...proxy.limits, logins: {} } }, 'limits.logins.perSecond a finite number'],
  [{ cache: { ...proxy.cache, okHours: '1' } }, 'cache.okHours a finite number'],
  [{ bans: undefined }, 'bans an object'],
  [{ telemetry: 'x' }, 'telemetry an object'],
])('a proxy with %o', (more, expected) => {
  expect(found({ ...proxy, ...more })[0]).toBe(`wrong-type workload.${expected}`)
})
