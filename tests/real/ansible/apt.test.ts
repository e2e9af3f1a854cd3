/** Packages of a repository, played for real: apt and gpg of this Debian, in a copy of its own, against a repository made here. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aptPackage, aptRepository, hostService, systemGroup, systemUser } from '@homelab/ansible-gen'
import { host, type ResolvedWithWorkloads, resolvedOf, service } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixture } from '../../findings/parts.ts'
import { python } from '../python.ts'
import { type Debian, debian, noDebian } from './debian.ts'

const tools = await python()
const missing = noDebian('gpg', 'dpkg-scanpackages')
const folder = mkdtempSync(join(tmpdir(), 'apt-repository-'))
const served = join(folder, 'served')
const versions = ['1.0-1', '1.1-1']

/** A key without a passphrase; its fingerprint. */
async function key(name: string): Promise<string> {
  const home = join(folder, `gnupg-${name}`)
  mkdirSync(home, { mode: 0o700 })
  const gpg = (...words: readonly string[]) => execa('gpg', ['--homedir', home, '--batch', '--quiet', ...words])
  await gpg('--passphrase', '', '--quick-generate-key', `${name} <${name}@example.org>`, 'ed25519', 'sign', '0')
  await gpg('--armor', '--output', join(served, `${name}.asc`), '--export')
  await gpg('--output', join(served, `${name}.gpg`), '--export')
  const { stdout } = await gpg('--list-keys', '--with-colons')
  return /^fpr:+([0-9A-F]+):/m.exec(stdout)?.[1] ?? ''
}

async function repository(): Promise<void> {
  for (const version of versions) {
    const root = join(folder, `greeter-${version}`)
    mkdirSync(join(root, 'DEBIAN'), { recursive: true })
    mkdirSync(join(root, 'usr/bin'), { recursive: true })
    writeFileSync(join(root, 'usr/bin/greeter'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 })
    writeFileSync(
      join(root, 'DEBIAN/control'),
      ['Package: greeter', `Version: ${version}`, 'Architecture: all', 'Maintainer: Nobody <x@example.org>']
        .concat('Description: greets', '')
        .join('\n'),
    )
    await execa('dpkg-deb', ['--root-owner-group', '--build', root, join(served, `greeter_${version}_all.deb`)])
  }
  const { stdout } = await execa('dpkg-scanpackages', ['--multiversion', '.'], { cwd: served })
  const packages = `${stdout}\n`
  writeFileSync(join(served, 'Packages'), packages)
  const sum = createHash('sha256').update(packages).digest('hex')
  const release = `Origin: test\nDate: ${new Date().toUTCString()}\nSHA256:\n ${sum} ${packages.length} Packages\n`
  writeFileSync(join(folder, 'Release'), release)
  const own = ['--homedir', join(folder, 'gnupg-own'), '--batch', '--yes']
  await execa('gpg', [...own, '--output', join(served, 'InRelease'), '--clearsign', join(folder, 'Release')])
}

function serving(): Server {
  return createServer(({ url = '' }, response) => {
    try {
      response.end(readFileSync(join(served, url)))
    } catch {
      response.writeHead(404).end()
    }
  })
}

describe.skipIf(tools === undefined || missing !== undefined)('packages of a repository', () => {
  const server = serving()
  let at: Debian
  let url = ''
  let fingerprint = ''
  let other = ''

  beforeAll(async () => {
    if (tools === undefined) return
    mkdirSync(served)
    fingerprint = await key('own')
    other = await key('other')
    await repository()
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    at = debian(tools)
    // Without the distribution's archive: nothing is asked of the network.
    await at.run('sh', '-c', 'rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*')
  }, 120_000)
  afterAll(async () => {
    at?.remove()
    await new Promise(done => server.close(done))
    rmSync(folder, { recursive: true, force: true })
  })

  function lab(version: string, keyFile = 'own.asc', expected = fingerprint): ResolvedWithWorkloads {
    const box = host('box', { platform: 'linux', role: 'x', user: 'root', home: '/root' })
    const acme = aptRepository('acme', {
      url,
      suite: './',
      key: { url: `${url}/${keyFile}`, fingerprints: [expected] },
    })
    const greeter = service(import.meta, 'greeter', {
      title: 'Greeter',
      summary: 'greets',
      ports: {},
      workload: hostService({
        at: box,
        packages: [aptPackage('greeter', { repository: acme, version })],
        groups: [systemGroup('hosts-of-test', { gid: 777 })],
        users: [systemUser('greeter', { groups: ['hosts-of-test', 'video'] })],
      }),
    })
    return resolvedOf(fixture(import.meta, { hosts: [box], clusters: [], services: [greeter] }))
  }

  const says = async (): Promise<string> => (await at.run('greeter')).all

  test('a check from nothing succeeds and touches nothing', async () => {
    const { code, all } = await at.play(lab('1.0-1'), 'box', '--check', '--diff')
    expect(code, all).toBe(0)
    expect((await at.run('ls', '/etc/apt/keyrings', '/etc/apt/sources.list.d')).all).not.toContain('acme')
  })

  test('another key than the one that is stated stops the role, and comes to no place where apt reads keys', async () => {
    const { code, all } = await at.play(lab('1.0-1', 'other.asc'), 'box')
    expect(code).not.toBe(0)
    expect(all).toContain(`has another key than ${fingerprint}`)
    expect(all).toContain(other)
    expect((await at.run('ls', '/etc/apt/keyrings')).all).not.toContain('acme.gpg')
  })

  test('the stated version is installed, not the newest, and a second run changes nothing', async () => {
    const { code, all } = await at.play(lab('1.0-1'), 'box')
    expect(code, all).toBe(0)
    expect(await says()).toBe('1.0-1')
    const again = await at.play(lab('1.0-1'), 'box')
    expect({ code: again.code, changed: again.changed }, again.all).toEqual({ code: 0, changed: [] })
  })

  test('the user is there, in its groups, and nobody logs in as it', async () => {
    expect((await at.run('id', '--name', '--groups', 'greeter')).all).toBe('greeter video hosts-of-test')
    expect((await at.run('getent', 'passwd', 'greeter')).all).toMatch(/:\/usr\/sbin\/nologin$/)
    expect((await at.run('getent', 'group', 'hosts-of-test')).all).toMatch(/^hosts-of-test:x:777:greeter$/)
  })

  test('an upgrade of the system leaves it alone, and the repository stands below the distribution', async () => {
    expect((await at.run('apt-get', '--simulate', 'upgrade')).all).not.toContain('greeter')
    const { all } = await at.run('apt-cache', 'policy')
    expect(all).toMatch(/^ *100 http:\/\/127\.0\.0\.1:\d+ \.\/ Packages$/m)
    expect((await at.run('apt-cache', 'policy', 'greeter')).all).toMatch(/Candidate: 1\.0-1\n/)
  })

  test('another version is installed, and taken back', async () => {
    for (const version of ['1.1-1', '1.0-1']) {
      const { code, all } = await at.play(lab(version), 'box')
      expect(code, all).toBe(0)
      expect(await says()).toBe(version)
    }
  })

  test('a key that is not armored is as good', async () => {
    await at.run('rm', '/etc/apt/keyrings/acme.gpg')
    const { code, all, changed } = await at.play(lab('1.0-1', 'own.gpg'), 'box')
    expect(code, all).toBe(0)
    expect(changed).toContain('Keep the key of acme')
  })
})
