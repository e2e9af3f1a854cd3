import {
  domain,
  driveShares,
  host,
  kubernetesAs,
  routerOn,
  guest as shareWith,
  tagged,
  tailnetStack,
} from '@homelab/estate'
import { box, domains, type Expected, secrets } from '../parts.ts'
import { boss, desktop, edge, grant, guest, laptop, owned, tailnetFixture } from '../tailnet.ts'

/** Every word of the policy, and the settings of DNS. */
const nas = host('nas', { platform: 'nas', role: 'stores', tailnet: tagged('tag:nas') })
const gate = host('gate', { platform: 'linux', role: 'carries', tailnet: tagged('tag:gate') })
const server = host('server', { platform: 'linux', role: 'serves', tailnet: tagged('tag:server') })
const lan = { alias: 'lan', address: '192.168.7.0/24', note: 'The house.' }
const printer = { alias: 'printer', address: '192.168.7.9' }

export default tailnetFixture(
  import.meta,
  {
    groups: [{ name: 'group:house', members: [boss, guest], note: 'Who lives here.' }],
    hosts: [lan, printer],
    ipsets: [
      { name: 'ipset:house', steps: [{ add: lan }, { remove: printer }], note: 'All but the printer.' },
      { name: 'ipset:web', steps: [{ add: 'autogroup:internet' }, { remove: { address: '198.51.100.0/24' } }] },
    ],
    postures: [
      { name: 'posture:current', assertions: ["node:tsVersion >= '1.80'"], note: 'Nothing old.' },
      { name: 'posture:fixed', assertions: ["node:os IN ['linux', 'macos']", 'node:tsAutoUpdate NOT SET'] },
    ],
    grants: [
      {
        src: ['group:house'],
        dst: ['ipset:house', 'ipset:web'],
        ip: ['tcp:443'],
        srcPosture: ['posture:current'],
        reason: 'At home.',
      },
      { src: [guest], dst: ['tag:server'], ip: ['tcp:443'], app: kubernetesAs('readers'), reason: 'Looks at pods.' },
      { src: ['group:house'], dst: ['tag:nas'], ip: ['tcp:8080'], app: driveShares('ro', 'media'), reason: 'Films.' },
      grant('autogroup:shared', 'tag:nas', 443),
      { src: ['tag:server'], dst: [lan], ip: ['631'], via: ['tag:gate'], reason: 'Prints.' },
    ],
    acls: [
      {
        src: ['group:house'],
        dst: [
          { to: printer, ports: '631' },
          { to: { address: 'fd00::7' }, ports: '631' },
        ],
        reason: 'As it was.',
      },
    ],
    ssh: [{ action: 'check', src: [boss], dst: ['tag:server'], users: ['root'], acceptEnv: ['LANG', 'LC_*'] }],
    sshTests: [{ src: boss, dst: ['tag:server'], check: ['root'], deny: ['guest'] }],
    nodeAttrs: [
      { target: ['tag:nas'], attr: ['drive:share'] },
      { target: [guest], ipPool: ['100.81.0.0/16'] },
    ],
    appConnectors: [{ name: 'Media', connectors: ['tag:gate'], domains: ['media.example.com', '*.example.net'] }],
    randomizeClientPort: true,
    routers: [routerOn(gate, { routes: [lan.address], exitNode: true })],
    routeApprovers: [{ routes: '10.0.0.0/8', approvers: ['tag:gate'] }],
    tags: owned('tag:nas', 'tag:gate'),
    tests: [
      {
        src: guest,
        postureAttributes: { 'node:tsVersion': '1.82' },
        accept: ['192.168.7.7:443', 'tag:server:443'],
        deny: ['printer:443'],
      },
      { src: guest, proto: 'tcp', deny: ['192.168.7.7:443'], note: 'Who says nothing is old.' },
    ],
    guests: [shareWith('aunt', [nas], 'Looks after the photos.')],
  },
  {
    hosts: [box, server, desktop, laptop, edge, nas, gate],
    domains: { ...domains, tailnet: domain('tailnet', 'tail.example.org') },
    tailnetStack: tailnetStack(import.meta, {
      project: 'lab-tailnet',
      stack: 'tail',
      summary: 'Policy and names of the tailnet',
      provider: { name: 'tailscale', version: '0.29.2' },
      credentials: { TAILSCALE_API_KEY: secrets.app.password },
      policy: 'policy',
      keys: [],
      dns: {
        resource: 'names',
        magicDns: true,
        nameservers: [{ address: '9.9.9.9', useWithExitNode: true }, { address: '2620:fe::fe' }],
        overrideLocalDns: true,
        splitDns: [{ domain: 'lab.example.org', nameservers: [{ address: '192.168.7.1' }] }],
        searchPaths: ['lab.example.org'],
      },
    }),
  },
)
export const expected: Expected = []
