/** Podman's Quadlets, in the second estate: rendered, documented, asked, and known to the model. */
import { distributionPackage, hostService, quadlet } from '@homelab/ansible-gen'
import minilab from '@homelab/app-minilab'
import { checksOf } from '@homelab/checkup'
import { host, image, imageReference, lookup, service } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { box, fixture } from './findings/parts.ts'
import { wall } from './findings/walled.ts'
import { resolvedOnce } from './support/opened.ts'
import { openFindings, render } from './support/render.ts'
import { hostCollector, loki, prometheus, textfiles } from './support/watched.ts'

const resolved = resolvedOnce(minilab)
const { files } = render(minilab)
const runs = lookup(resolved).service('paste')?.runs
const reference = imageReference(lookup(resolved).service('paste')?.images[0] ?? image('none', '0'))
const page = files.get('docs/services/paste.md') ?? ''

test('its file says image, port of this machine, folder and the file of secrets', () => {
  const text = files.get('ansible/roles/paste/templates/paste.container.j2') ?? ''
  expect(text).toContain(`\nImage=${reference}\n`)
  expect(text).toContain('\nPublishPort=127.0.0.1:8090:8080\n')
  expect(text).toContain('\nVolume={{ paste_root }}/srv/paste:/data\n')
  expect(text).toContain('\nEnvironmentFile={{ paste_root }}/etc/containers/systemd/paste.env\n')
  expect(text).toContain('\nEnvironment=MICROBIN_DATA_DIR=/data\n')
  expect(text).not.toContain('password')
  const variables = files.get('ansible/roles/paste/templates/paste.env.j2') ?? ''
  expect(variables).toMatch(/^MICROBIN_ADMIN_PASSWORD=\{\{ paste_\w+ \}\}\n$/)
})

test('Caddy leads to it', () => {
  expect(files.get('caddy/Caddyfile')).toMatch(/host paste\.lab\.example\.org\n[\s\S]*reverse_proxy \S*localhost:8090/)
})

test('the model knows its image, its folder and its secret', () => {
  expect(runs?.releases).toContainEqual(expect.objectContaining({ of: 'image', reference }))
  expect(runs?.volumes).toEqual([expect.objectContaining({ on: 'host', host: 'nuc' })])
  expect(runs?.delivered).toEqual([expect.objectContaining({ paths: ['/etc/containers/systemd/paste.env'] })])
})

test('its page says what runs, and how it is checked, restarted, upgraded and retired', () => {
  for (const line of [
    '| programs | Podman Quadlet `paste` |',
    "ssh lab@nuc 'systemctl status --no-pager paste.service'",
    "ssh lab@nuc 'sudo journalctl --unit=paste.service --lines=50 --no-pager'",
    "ssh lab@nuc 'sudo systemctl restart paste.service'",
    'change the version of the image in `apps/minilab/services/paste.ts`, and render.',
    "ssh lab@nuc 'sudo rm /etc/containers/systemd/paste.container'",
  ])
    expect(page).toContain(line)
})

test('it is asked whether it runs', () => {
  const asked = checksOf(resolved).filter(({ service }) => service === 'paste')
  expect(asked.map(({ what, where }) => `${what} ${where}`)).toEqual([
    'Quadlet nuc paste',
    'ops route https://paste.lab.example.org/',
  ])
})

const linux = host(box.name, { ...box, ownedPaths: ['/etc', '/usr/local/bin', textfiles] })
const sample = service(import.meta, 'sample', {
  title: 'Sample',
  summary: 'a sample',
  ports: {},
  workload: hostService({
    at: linux,
    packages: [distributionPackage('podman')],
    programs: [quadlet('sample', { description: 'sample', image: image('docker.io/example/sample', '1.2.3') })],
  }),
})

test('where a host has a firewall, its container asks what runs on the host', () => {
  const walled = render(fixture(import.meta, { hosts: [linux], services: [sample, wall(import.meta, {}, linux)] }))
  const rules = walled.files.get('ansible/roles/wall/templates/next.nft.j2') ?? ''
  expect(rules.match(/iifname "podman0" accept\n/g)).toHaveLength(2)
})

test('where a host has a collector, that reads its journal', () => {
  const watched = fixture(import.meta, {
    hosts: [linux],
    services: [prometheus, loki, hostCollector, sample],
  })
  const { files: rendered, findings } = render(watched)
  expect(openFindings(findings).filter(finding => finding.includes(' sample '))).toEqual([])
  const read = [...rendered].filter(([, text]) => /loki\.source\.journal[\s\S]*sample\.service/.test(text))
  expect(read.map(([path]) => path)).toContainEqual(expect.stringMatching(/\.alloy(\.j2)?$/))
})
