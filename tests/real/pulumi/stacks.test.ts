import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import words from '../../findings/valid/tailnet-words.ts'
import annex from '../../fixtures/annex/estate.ts'
import { urns } from '../../fixtures/february/stacks.ts'
import tunnel from '../../fixtures/public-proxies/cloudflare-tunnel/estate.ts'
import { render } from '../../support/render.ts'
import { render as renderEstate } from '../../support/render-estate.ts'
import { changes, revisionAfter, textsOf } from '../../year/changes.ts'
import { type Engine, engine, runnable } from './engine.ts'
import { today } from './today.ts'

const { files } = render(blumeops)
const address = '100.64.0.7'
const given = {
  tailnet: { stack: 'tail8d86e', config: ['--config', 'blumeops-tailnet:policyHash=0123456789ab'] },
  dns: { stack: 'eblu-me', config: ['--config', `blumeops-dns:targetIp=${address}`] },
} as const
const names = ['tailnet', 'dns'] as const

interface Step {
  readonly op: string
  readonly urn: string
}

/** A stack's project as it is rendered, with its stack made in a backend of its own. */
async function project(name: (typeof names)[number]): Promise<{ at: Engine; folder: string }> {
  const at = engine()
  const folder = mkdtempSync(join(tmpdir(), 'project-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(folder, { recursive: true })
  for (const [path, text] of files)
    if (path.startsWith(`pulumi/${name}/`)) writeFileSync(join(folder, basename(path)), text)
  writeFileSync(join(folder, 'policy.hujson'), '{}')
  await at.run(folder, 'stack', 'init', given[name].stack)
  return { at, folder }
}

/** The same, on the state that today's program leaves. */
async function adopting(
  name: (typeof names)[number],
  deviceId?: (device: string) => string,
): Promise<{ at: Engine; folder: string }> {
  const { at, folder } = await project(name)
  writeFileSync(join(folder, 'state.json'), JSON.stringify(today(name, address, deviceId)))
  await at.run(folder, 'stack', 'import', '--stack', given[name].stack, '--file', join(folder, 'state.json'))
  return { at, folder }
}

async function steps({ at, folder }: { at: Engine; folder: string }, name: (typeof names)[number]): Promise<Step[]> {
  const printed = await at.run(
    folder,
    'preview',
    '--json',
    '--show-sames',
    '--stack',
    given[name].stack,
    ...given[name].config,
  )
  const { steps: all } = JSON.parse(printed) as { steps: Step[] }
  return all.filter(({ urn }) => !/::pulumi:(pulumi|providers):/.test(urn)).map(({ op, urn }) => ({ op, urn }))
}

function edit(folder: string, from: string, to: string): void {
  const path = join(folder, 'Pulumi.yaml')
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replaceAll(from, to))
}

describe.skipIf(!runnable)('Pulumi itself', () => {
  test.each(names)('makes the resources of %s under the URNs of today', async name => {
    const made = await steps(await project(name), name)
    expect(made.map(({ op }) => op)).toEqual(urns[name].map(() => 'create'))
    expect(made.map(({ urn }) => urn).sort()).toEqual([...urns[name]].sort())
  })

  test('adopts today’s DNS records without a change', async () => {
    const kept = await steps(await adopting('dns'), 'dns')
    expect(kept.map(({ op }) => op)).toEqual(['same', 'same', 'same'])
  })

  test('adopts today’s tailnet: keeps the key, takes one tag off the server', async () => {
    const kept = await steps(await adopting('tailnet'), 'tailnet')
    expect(Object.fromEntries(kept.map(({ op, urn }) => [urn.split('::').at(-1), op]))).toEqual({
      'tailnet-acl': 'same',
      'indri-tags': 'update',
      'sifaka-tags': 'same',
      'flyio-proxy-key': 'same',
    })
  })

  test('another name would recreate the key: what the URNs are held for', async () => {
    const at = await adopting('tailnet')
    edit(at.folder, 'flyio-proxy-key', 'proxy-key')
    const ops = (await steps(at, 'tailnet')).map(({ op }) => op)
    expect(ops).toContain('create')
    expect(ops).toContain('delete')
  })

  test('where today’s state knows a device otherwise, its tags end up on it', async () => {
    const { at, folder } = await adopting('tailnet', device => `old-id-of-${device}`)
    await at.run(folder, 'up', '--yes', '--stack', given.tailnet.stack, ...given.tailnet.config)
    const tags = at.told().filter(line => line.endsWith('::indri-tags'))
    expect(tags.map(line => line.split(' ')[0])).toEqual(['delete', 'create'])
  })

  test('once adopted, tags are not recreated', async () => {
    const { at, folder } = await adopting('tailnet')
    await at.run(folder, 'up', '--yes', '--stack', given.tailnet.stack, ...given.tailnet.config)
    edit(folder, 'indri.tail8d86e.ts.net', 'other.tail8d86e.ts.net')
    const again = at.run(folder, 'up', '--yes', '--stack', given.tailnet.stack, ...given.tailnet.config)
    await expect(again).rejects.toThrow(/protect/)
    expect(at.told().filter(line => line.startsWith('delete'))).toEqual([])
  })

  test('makes a name that a host serves, after the policy that has its tags', async () => {
    const at = engine()
    const folder = mkdtempSync(join(tmpdir(), 'project-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const [change] = changes.filter(({ name }) => name === 'forge-for-everybody')
    if (change === undefined) throw new Error('the forge does not become public')
    for (const [path, text] of textsOf(await revisionAfter(change)))
      if (path.startsWith('pulumi/tailnet/')) writeFileSync(join(folder, basename(path)), text)
    writeFileSync(join(folder, 'policy.hujson'), '{}')
    await at.run(folder, 'stack', 'init', 'croft')
    await at.run(folder, 'up', '--yes', '--stack', 'croft', '--config', 'croft-tailnet:policyHash=0123')
    const made = at.told().filter(line => line.startsWith('create'))
    const [acl, served] = ['::policy', '::svc-forge'].map(end => made.findIndex(line => line.endsWith(end)))
    expect(served).toBeGreaterThan(acl ?? -1)
    expect(acl).toBeGreaterThanOrEqual(0)
    edit(folder, 'ports:', 'port:')
    const again = at.run(folder, 'preview', '--stack', 'croft', '--config', 'croft-tailnet:policyHash=0123')
    await expect(again).rejects.toThrow(/ports?/)
  })

  test('makes the settings of DNS, and refuses one that there is not', async () => {
    const at = engine()
    const folder = mkdtempSync(join(tmpdir(), 'project-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    for (const [path, text] of render(words).files)
      if (path.startsWith('pulumi/tailnet/')) writeFileSync(join(folder, basename(path)), text)
    writeFileSync(join(folder, 'policy.hujson'), '{}')
    await at.run(folder, 'stack', 'init', 'tail')
    const preview = () => at.run(folder, 'preview', '--stack', 'tail', '--config', 'lab-tailnet:policyHash=0123')
    expect(await preview()).toMatch(/tailscale:index:DnsConfiguration\s+names\s+create/)
    edit(folder, 'useWithExitNode: true', 'useWithExitNodes: true')
    await expect(preview()).rejects.toThrow(/useWithExitNodes/)
  })

  test('makes the records of a tunnel and the rules of its zone, and refuses what no rule has', async () => {
    const at = engine()
    const folder = mkdtempSync(join(tmpdir(), 'project-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    for (const [path, text] of renderEstate(tunnel).files)
      if (path.startsWith('pulumi/dns/')) writeFileSync(join(folder, basename(path)), text)
    await at.run(folder, 'stack', 'init', 'lab')
    const preview = () => at.run(folder, 'preview', '--stack', 'lab', '--config', `lab-dns:targetIp=${address}`)
    const said = await preview()
    for (const made of ['forge-public', 'docs-public', 'http-ratelimit', 'http-request-late-transform'])
      expect(said).toMatch(new RegExp(`cloudflare:index:(?:DnsRecord|Ruleset)\\s+${made}\\s+create`))
    edit(folder, 'requestsPerPeriod: 5', 'requests: 5')
    await expect(preview()).rejects.toThrow(/requests/)
    edit(folder, 'requests: 5', 'requestsPerPeriod: 5')
    edit(folder, 'operation: remove', 'operations: remove')
    await expect(preview()).rejects.toThrow(/operation/)
  })

  test('leads the names of each private domain to the address of its own proxy', async () => {
    const at = engine()
    const folder = mkdtempSync(join(tmpdir(), 'project-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    for (const [path, text] of renderEstate(annex).files)
      if (path.startsWith('pulumi/dns/')) writeFileSync(join(folder, basename(path)), text)
    await at.run(folder, 'stack', 'init', 'main')
    const preview = (...config: readonly string[]) =>
      at.run(folder, 'preview', '--json', '--stack', 'main', ...config.flatMap(each => ['--config', each]))
    const addresses = ['annex-names:targetIp=100.64.0.1', 'annex-names:annexTargetIp=100.64.0.2'] as const
    await expect(preview(addresses[0])).rejects.toThrow(/annexTargetIp/)
    const { steps: made } = JSON.parse(await preview(...addresses)) as {
      steps: { newState?: { type: string; inputs?: { name: string; values: readonly string[] } } }[]
    }
    const records = made.flatMap(({ newState: { type = '', inputs } = {} }) =>
      type.includes('Record') && inputs !== undefined ? [`${inputs.name} ${inputs.values.join(' ')}`] : [],
    )
    expect(records.toSorted()).toEqual(['*.annex 100.64.0.2', '*.in 100.64.0.1', 'annex 100.64.0.2', 'in 100.64.0.1'])
  })

  test.each([
    ['tailnet', 'deviceId:', 'device:', /DeviceTags is not assignable from/],
    ['tailnet', 'expiry: 7776000', 'expiry: never', /expiry.*(number|integer)|not assignable/],
    ['dns', 'gandi:livedns/record:Record', 'gandi:livedns/record:Records', /livedns\/record:Records/],
  ] as const)('refuses a program with a fault (%s: %s to %s)', async (name, from, to, words) => {
    const at = await project(name)
    edit(at.folder, from, to)
    await expect(steps(at, name)).rejects.toThrow(words)
  })
})
