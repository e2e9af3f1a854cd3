/** The role of K3s on a scratch host: fetched, set up, started, and asked for its API. K3s itself can't be had here. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import minilab from '@homelab/app-minilab'
import { type ResolvedWithWorkloads, resolvedOf } from '@homelab/estate/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { failures, named } from './playing.ts'
import { type Run, type Scratch, scratch } from './scratch.ts'

const tools = await python()
const standIn = readFileSync(join(import.meta.dirname, 'k3s-stand-in.py'))
const sha256 = createHash('sha256').update(standIn).digest('hex')
const server = createServer((_, response) => response.end(standIn))

/** The second estate's K3s with the stand-in as its release, without its package, and with more settings. */
function served(url: string, settings: Readonly<Record<string, unknown>> = {}): ResolvedWithWorkloads {
  const copy: ResolvedWithWorkloads = JSON.parse(JSON.stringify(resolvedOf(minilab)))
  const own = copy.services.find(({ name }) => name === 'k3s')?.workload as unknown as {
    packages?: unknown
    releases: { url: string; sha256: string }[]
    programs: { settings: Record<string, unknown> }[]
  }
  delete own.packages
  for (const release of own.releases) Object.assign(release, { url: `${url}/${release.url.split('/').at(-2)}`, sha256 })
  for (const program of own.programs) Object.assign(program.settings, settings)
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
