/** The role of K3s on a scratch host: fetched, set up, started, and asked for its API. K3s itself can't be had here. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { hostParts } from '@homelab/ansible-gen'
import minilab from '@homelab/app-minilab'
import { type Cluster, type Host, host, service, vault } from '@homelab/estate'
import { type ResolvedWithWorkloads, resolvedOf } from '@homelab/estate/model'
import { clusterParts } from '@homelab/kubernetes'
import { onePassword, onePasswordStore } from '@homelab/secrets'
import { k3sAgentOn, k3sOn } from '@homelab/services'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture, kind } from '../../findings/parts.ts'
import { standInDelivery } from '../../support/stand-in-delivery.ts'
import { python } from '../python.ts'
import { failures, named } from './playing.ts'
import { type Run, type Scratch, scratch, secretValue } from './scratch.ts'

const tools = await python()
const standIn = readFileSync(join(import.meta.dirname, 'k3s-stand-in.py'))
const sha256 = createHash('sha256').update(standIn).digest('hex')
const serve = () => createServer((_, response) => response.end(standIn))
const server = serve()
const agentServer = serve()

/** A release of K3s is the stand-in, and its settings have something more. */
interface K3sWorkload {
  packages?: unknown
  releases: { url: string; sha256: string }[]
  programs: { settings: Record<string, unknown> }[]
}

function stood(workload: unknown, url: string, settings: Readonly<Record<string, unknown>>): void {
  const own = workload as K3sWorkload
  delete own.packages
  for (const release of own.releases) Object.assign(release, { url: `${url}/${release.url.split('/').at(-2)}`, sha256 })
  for (const program of own.programs) Object.assign(program.settings, settings)
}

/** The second estate's K3s with the stand-in as its release, without its package, and with more settings. */
function served(url: string, settings: Readonly<Record<string, unknown>> = {}): ResolvedWithWorkloads {
  const copy: ResolvedWithWorkloads = JSON.parse(JSON.stringify(resolvedOf(minilab)))
  stood(copy.services.find(({ name }) => name === 'k3s')?.workload, url, settings)
  return copy
}

describe.skipIf(tools === undefined)('the role of K3s', () => {
  let at: Scratch
  let url = ''
  const play = (...options: readonly string[]): Promise<Run> =>
    at.play(['--tags', 'k3s', ...options], 'playbooks/nuc.yml')

  beforeAll(async () => {
    if (tools === undefined) return
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    at = await scratch(tools, served(url))
    for (const folder of ['etc/systemd/system', 'usr/local/bin']) mkdirSync(join(at.root, folder), { recursive: true })
    at.give('systemd', { folder: join(at.root, 'etc/systemd/system'), ends: {} })
  })
  afterAll(async () => {
    await at?.remove()
    await new Promise(done => server.close(done))
  })

  test('a check from nothing succeeds, and leaves nothing', async () => {
    const run = await play('--check', '--diff')
    expect(run.code, failures(run)).toBe(0)
    expect([...at.tree().keys()].filter(path => path.includes('rancher'))).toEqual([])
  })

  test('sets it up so that its API answers, and changes nothing the second time', async () => {
    const run = await play()
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(
      expect.arrayContaining(['Fetch k3s v1.34.0+k3s1', 'Write /etc/rancher/k3s/config.yaml', 'Start k3s.service']),
    )
    expect(readlinkSync(join(at.root, 'usr/local/bin/kubectl'))).toBe(join(at.root, 'usr/local/bin/k3s'))
    const again = await play()
    expect([again.code, again.changed], failures(again)).toEqual([0, []])
  })

  test('a changed setting restarts it', async () => {
    at.render(served(url, { 'node-label': ['disk=fast'] }))
    const run = await play()
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(['Write /etc/rancher/k3s/config.yaml', 'Restart k3s'])
  })

  test('a setting that K3s does not have fails the role, with what it says', async () => {
    at.render(served(url, { 'node-lable': ['disk=fast'] }))
    const run = await play()
    expect(run.code).toBe(2)
    expect(run.tasks.find(({ failed }) => failed)?.message).toMatch(
      /^the API of k3s does not run\..*flag provided but not defined: -node-lable.*\nIts log: journalctl --unit=k3s\.service$/s,
    )
  })
})

/** A second host of a cluster, with the token out of a vault. */
function agents(url: string, settings: Readonly<Record<string, unknown>> = {}): ResolvedWithWorkloads {
  const { vault: safe, secrets } = vault('safe', { store: onePassword(), items: { cluster: { fields: ['token'] } } })
  const token = secrets.cluster.token
  const [cellar, barn] = (['cellar', 'barn'] as const).map((name, index) =>
    host(name, { platform: 'linux', role: 'is a node', user: 'ann', lanAddress: `192.0.2.${index + 1}` }),
  ) as [Host, Host]
  const lab: Cluster = { ...kind, on: cellar.name, storageClass: 'local-path' }
  const k3s = service(import.meta, 'k3s', { ...k3sOn(cellar, lab, { build: 1, sha256, agentToken: token }) })
  const agent = service(import.meta, 'k3s-barn', {
    ...k3sAgentOn(barn, lab, { server: k3s, token, labels: { disk: 'slow' } }),
  })
  const resolved = resolvedOf(
    fixture(import.meta, {
      ...{ hosts: [cellar, barn], clusters: [lab], vaults: [safe], services: [k3s, agent] },
      parts: [...clusterParts, standInDelivery, ...hostParts, onePasswordStore],
    }),
  )
  const copy = { ...structuredClone({ ...resolved, parts: [] }), parts: resolved.parts }
  stood(copy.services.find(({ name }) => name === 'k3s-barn')?.workload, url, settings)
  return copy
}

describe.skipIf(tools === undefined)('the role of an agent', () => {
  let at: Scratch
  let url = ''
  const play = (...options: readonly string[]): Promise<Run> =>
    at.play(['--tags', 'k3s_barn', ...options], 'playbooks/barn.yml')

  beforeAll(async () => {
    if (tools === undefined) return
    await new Promise<void>(done => agentServer.listen(0, '127.0.0.1', done))
    const address = agentServer.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    at = await scratch(tools, agents(url))
    for (const folder of ['etc/systemd/system', 'usr/local/bin']) mkdirSync(join(at.root, folder), { recursive: true })
    at.give('systemd', { folder: join(at.root, 'etc/systemd/system'), ends: {} })
  })
  afterAll(async () => {
    await at?.remove()
    await new Promise(done => agentServer.close(done))
  })

  test('a check from nothing succeeds, and leaves nothing', async () => {
    const run = await play('--check', '--diff')
    expect(run.code, failures(run)).toBe(0)
    expect([...at.tree().keys()].filter(path => path.includes('rancher'))).toEqual([])
  })

  test('joins, with a token that only root reads, and changes nothing the second time', async () => {
    const run = await play()
    expect(run.code, failures(run)).toBe(0)
    expect(named(run.changed)).toEqual(expect.arrayContaining(['Start k3s-agent.service']))
    expect(at.tree().get('root/etc/rancher/k3s/agent-token')).toBe(`0600 ${secretValue('cluster', 'token')}`)
    expect(at.tree().get('root/etc/rancher/k3s/config.yaml')).not.toContain(secretValue('cluster', 'token'))
    const again = await play()
    expect([again.code, again.changed], failures(again)).toEqual([0, []])
  })

  test.each([
    ['an option of a server', { 'cluster-domain': 'cluster.local' }, 'flag provided but not defined: -cluster-domain'],
    ['no server', { server: '' }, '--server is required'],
    [
      'a token that nobody put there',
      { 'token-file': '/etc/rancher/k3s/none' },
      '/etc/rancher/k3s/none: no such file or directory',
    ],
  ])('%s fails the role, with what K3s says', async (_, settings, said) => {
    at.render(agents(url, settings))
    const run = await play()
    expect(run.code).toBe(2)
    const message = run.tasks.find(({ failed }) => failed)?.message
    expect(message).toContain('the node barn of kind does not run.')
    expect(message).toContain(said)
    expect(message).toContain('Its log: journalctl --unit=k3s-agent.service')
  })
})
