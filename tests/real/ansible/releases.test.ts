/** A release, played for real in a Debian of its own: fetched, compared with its checksum, unpacked and replaced. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostService, release } from '@homelab/ansible-gen'
import { host, type ResolvedWithWorkloads, resolvedOf, service } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture } from '../../findings/parts.ts'
import { python } from '../python.ts'
import { type Debian, debian, noDebian } from './debian.ts'

const tools = await python()
const missing = noDebian('tar')
const served = mkdtempSync(join(tmpdir(), 'releases-'))
const server = createServer(({ url = '' }, response) => response.end(readFileSync(join(served, url))))

async function publish(version: string): Promise<void> {
  mkdirSync(join(served, 'bin'), { recursive: true })
  writeFileSync(join(served, 'bin/greeter'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 })
  await execa('tar', ['-czf', `greeter-${version}.tar.gz`, 'bin/greeter'], { cwd: served })
}

describe.skipIf(tools === undefined || missing !== undefined)('a release', () => {
  let at: Debian
  let url = ''

  beforeAll(async () => {
    if (tools === undefined) return
    await publish('1.0')
    await publish('1.1')
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    at = debian(tools)
  })
  afterAll(async () => {
    at?.remove()
    await new Promise(done => server.close(done))
    rmSync(served, { recursive: true, force: true })
  })

  function lab(version: string, of = version): ResolvedWithWorkloads {
    const box = host('box', {
      platform: 'linux',
      role: 'x',
      user: 'root',
      home: '/root',
      ownedPaths: ['/usr/local/bin'],
    })
    const sha256 = createHash('sha256')
      .update(readFileSync(join(served, `greeter-${of}.tar.gz`)))
      .digest('hex')
    const programs = { 'bin/greeter': '/usr/local/bin/greeter' }
    const releases = [release('greeter', { version, url: `${url}/greeter-${version}.tar.gz`, sha256, programs })]
    const about = { title: 'Greeter', summary: 'greets', ports: {} }
    const greeter = service(import.meta, 'greeter', { ...about, workload: hostService({ at: box, releases }) })
    return resolvedOf(fixture(import.meta, { hosts: [box], clusters: [], services: [greeter] }))
  }

  test('a check from nothing succeeds', async () => {
    const { code, all } = await at.play(lab('1.0'), 'box', '--check', '--diff')
    expect(code, all).toBe(0)
  })

  test('a file with another checksum is not taken', async () => {
    const { code, all } = await at.play(lab('1.0', '1.1'), 'box')
    expect(code).not.toBe(0)
    expect(all).toContain('did not match')
    expect((await at.run('ls', '/usr/local/bin')).all).not.toContain('greeter')
  })

  test('it is installed, and a second run changes nothing', async () => {
    const { code, all } = await at.play(lab('1.0'), 'box')
    expect(code, all).toBe(0)
    expect((await at.run('greeter')).all).toBe('1.0')
    const again = await at.play(lab('1.0'), 'box')
    expect({ code: again.code, changed: again.changed }, again.all).toEqual({ code: 0, changed: [] })
  })

  test('another version replaces it, and goes back', async () => {
    for (const version of ['1.1', '1.0']) {
      const { code, all, changed } = await at.play(lab(version), 'box')
      expect(code, all).toBe(0)
      expect(changed).toContain('Put greeter to /usr/local/bin/greeter')
      expect((await at.run('greeter')).all).toBe(version)
    }
  })
})
