import { resolvedOf } from '@homelab/estate/model'
import { parse } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { reached, tailnetOf } from '../packages/tailnet/src/render.ts'
import words from './findings/valid/tailnet-words.ts'
import { render } from './support/render.ts'

/** Each word of the policy that the estates of this repository do not use stands in the file as Tailscale has it. */
const { files } = render(words)
const policy = parse(files.get('tailscale/policy.hujson') ?? '', [], { allowTrailingComma: true })

test('IP sets say what each step does, and hosts by their prefix', () => {
  expect(policy.ipsets).toEqual({
    'ipset:house': ['add host:lan', 'remove host:printer'],
    'ipset:web': ['add autogroup:internet', 'remove 198.51.100.0/24'],
  })
})

test('postures stand beside the grants that ask for them', () => {
  expect(policy.postures['posture:fixed']).toEqual(["node:os IN ['linux', 'macos']", 'node:tsAutoUpdate NOT SET'])
  expect(policy.grants[1]).toMatchObject({ dst: ['ipset:house', 'ipset:web'], srcPosture: ['posture:current'] })
  expect(policy.tests[0]).toMatchObject({ srcPostureAttrs: { 'node:tsVersion': '1.82' } })
})

test('applications are told, and connectors known to every device', () => {
  expect(policy.grants[2].app).toEqual({ 'tailscale.com/cap/kubernetes': [{ impersonate: { groups: ['readers'] } }] })
  expect(policy.grants[3].app).toEqual({ 'tailscale.com/cap/drive': [{ shares: ['media'], access: 'ro' }] })
  expect(policy.nodeAttrs[2]).toEqual({
    target: ['*'],
    app: {
      'tailscale.com/app-connectors': [
        { name: 'Media', connectors: ['tag:gate'], domains: ['media.example.com', '*.example.net'] },
      ],
    },
  })
})

test('what routers, connectors and the estate itself say is approved', () => {
  expect(policy.autoApprovers.routes).toEqual({
    '10.0.0.0/8': ['tag:gate'],
    '192.168.7.0/24': ['tag:gate'],
    '0.0.0.0/0': ['tag:gate'],
    '::/0': ['tag:gate'],
  })
})

test('rules in the older form keep their ports at the end', () => {
  expect(policy.acls).toEqual([{ action: 'accept', src: ['group:house'], dst: ['printer:631', '[fd00::7]:631'] }])
  expect(policy.sshTests[0]).toMatchObject({ dst: ['tag:server'], check: ['root'], deny: ['guest'] })
  expect(policy.ssh[0].acceptEnv).toEqual(['LANG', 'LC_*'])
  expect([policy.randomizeClientPort, policy.nodeAttrs[1].ipPool]).toEqual([true, ['100.81.0.0/16']])
})

test('the settings of DNS are one resource', () => {
  const program = parseYaml(files.get('pulumi/tailnet/Pulumi.yaml') ?? '')
  expect(program.resources.names).toMatchObject({
    type: 'tailscale:index/dnsConfiguration:DnsConfiguration',
    properties: {
      magicDns: true,
      overrideLocalDns: true,
      nameservers: [
        { address: '9.9.9.9', useWithExitNode: true },
        { address: '2620:fe::fe', useWithExitNode: false },
      ],
      splitDns: [{ domain: 'lab.example.org', nameservers: [{ address: '192.168.7.1', useWithExitNode: false }] }],
      searchPaths: ['lab.example.org'],
    },
  })
})

test('the page of routes has a table for each word', () => {
  const page = files.get('docs/routing.md') ?? ''
  const lines = page.split('\n').map(line => line.replaceAll(/ +/g, ' '))
  expect(lines).toEqual(
    expect.arrayContaining([
      '| `lan` | `192.168.7.0/24` | The house. |',
      '| `ipset:house` | add `lan`, remove `printer` | All but the printer. |',
      "| `posture:current` | `node:tsVersion >= '1.80'` | Nothing old. |",
      '| `gate` | `192.168.7.0/24`, what goes to the internet |',
      '| `10.0.0.0/8` | `tag:gate` |',
      '| Media | `tag:gate` | `media.example.com`, `*.example.net` |',
      '| guest | `100.81.0.0/16` |',
      '| aunt | `nas` | Looks after the photos. |',
      '| below `lab.example.org` | `192.168.7.1` |',
      '| all others | `9.9.9.9` (with exit nodes too), `2620:fe::fe`, and no others |',
    ]),
  )
})

test('a guest reaches what is shared, and a posture is said of the row that hangs on it', () => {
  const resolved = resolvedOf(words)
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new Error('no policy')
  const rows = (from: string) =>
    reached(resolved, tailnet, { from }).rows.map(({ to, ports, onlyIf }) => `${to}:${ports} ${onlyIf?.join() ?? ''}`)
  expect(rows('aunt')).toEqual(['nas:443 '])
  expect(rows('laptop')).toEqual(
    expect.arrayContaining(['internet:443 posture:current', 'lan:443 posture:current', 'lan:631 ', 'nas:8080 ']),
  )
})
