/**
 * A project of Docker Compose, played for real in a Debian of its own. Files are read by Compose's own parser; in the place of the daemon
 * is a stand-in, so that no container runs.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { file, hardenedContainer } from '@homelab/ansible-gen'
import { text } from '@homelab/estate'
import { known, resolvedOf } from '@homelab/estate/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secrets } from '../../findings/parts.ts'
import { album, albumContainers, withAlbum } from '../../support/album.ts'
import { dockerStandIn } from '../compose/docker.ts'
import { python } from '../python.ts'
import { type Debian, debian, noDebian } from './debian.ts'

const tools = await python()
const docker = await dockerStandIn()
const missing = noDebian()

/** What a password may be, with all that Compose reads in a file of variables. */
const password = `p"a'ss\\w$ord ${'$'}{HOME} # = \\n`

interface Container {
  readonly ID: string
  readonly Service: string
  readonly State: string
  readonly Read: Readonly<Record<string, string>>
}

describe.skipIf(tools === undefined || docker === undefined || missing !== undefined)('a Compose project', () => {
  let at: Debian
  const inside = (path: string): string => join(at.folder, 'upper', path)
  const daemon = () =>
    JSON.parse(readFileSync(inside('/var/lib/docker-stand-in.json'), 'utf8')) as { Containers: readonly Container[] }
  const containers = () => Object.fromEntries(daemon().Containers.map(each => [each.Service, each]))
  const change = (fields: object): void =>
    writeFileSync(inside('/var/lib/docker-stand-in.json'), JSON.stringify({ ...daemon(), ...fields }))

  beforeAll(() => {
    if (tools === undefined || docker === undefined) return
    at = debian(tools)
    for (const folder of ['/usr/local/bin', '/var/lib', '/volume1/pictures'])
      mkdirSync(inside(folder), { recursive: true })
    copyFileSync(docker, inside('/usr/local/bin/docker'))
  })
  afterAll(() => at?.remove())

  function lab({ version = '1.2.0', theme = 'dark' } = {}) {
    const { app, ...rest } = albumContainers(version)
    if (app === undefined) throw new Error('the sample has no app')
    const conf = {
      ...file('/volume1/docker/album/album.conf', '0644', text(`theme = ${theme}\n`)),
      owner: { user: 'root' },
    }
    const first = {
      ...{ image: app.image, command: ['migrate'], runs: 'once' as const, memory: '64Mi' },
      ...{ security: hardenedContainer({ user: '1026:100' }), secrets: { password: secrets.app.password } },
    }
    const own = { ...app, files: { '/etc/album.conf': conf }, after: ['database', 'first'] }
    return resolvedOf(withAlbum(album({ app: own, ...rest, first })))
  }
  const play = (of: ReturnType<typeof lab>, ...options: readonly string[]) =>
    at.play(of, 'nas', '--extra-vars', JSON.stringify({ album_password: password }), ...options)

  test('a check from nothing succeeds, and tells what would be started', async () => {
    const { code, all, changed } = await play(lab(), '--check')
    expect(code, all).toBe(0)
    expect(changed).toContain('Tell what would be started of album')
  })

  test('its containers are started, with the password as it is', async () => {
    const { code, all, changed } = await play(lab())
    expect(code, all).toBe(0)
    expect(changed).toContain('Tell what was started of album')
    expect(changed).not.toContain('Restart album')
    expect(new Set(Object.values(containers()).map(({ Service, State }) => `${Service} ${State}`))).toEqual(
      new Set(['database running', 'first exited', 'app running']),
    )
    expect(containers()['first']?.Read).toEqual({ '/run/secrets/password': password })
    expect(containers()['app']?.Read).toEqual({ '/etc/album.conf': 'theme = dark\n' })
    const { all: printed } = await at.run(
      ...['docker', 'compose', '--file', '/volume1/docker/album/compose.yaml', 'config', '--format', 'json'],
    )
    const { app, database } = JSON.parse(printed).services
    expect(database.environment.POSTGRES_PASSWORD).toBe(password)
    expect(app.environment.DATABASE_URL).toBe(`postgresql://album:${password}@database/album?x=$y`)
    const { all: modes } = await at.run('sh', '-c', 'stat -c "%a %u %n" /volume1/docker/album/*')
    expect(modes.split('\n')).toEqual(
      ['644 0 album.conf', '600 0 app.env', '644 0 compose.yaml', '700 999 database', '600 0 database.env']
        .concat('700 1026 library', '700 0 secrets')
        .map(line => line.replace(/ (?=[a-z])/, ' /volume1/docker/album/')),
    )
    const { all: kept } = await at.run('sh', '-c', 'stat -c "%a %u %g %n" /volume1/docker/album/secrets/*')
    expect(kept).toBe('600 1026 100 /volume1/docker/album/secrets/first-password')
  })

  test('a second run changes nothing', async () => {
    const before = containers()
    const { code, all, changed } = await play(lab())
    expect({ code, changed }, all).toEqual({ code: 0, changed: [] })
    expect(containers()).toEqual(before)
  })

  test('another image makes its container again, and no other; what has ended is started', async () => {
    const before = containers()
    const ended = daemon().Containers.map(each => (each.Service === 'database' ? { ...each, State: 'exited' } : each))
    change({ Containers: ended })
    const { code, all, changed } = await play(lab({ version: '1.3.0' }))
    expect({ code, changed }, all).toEqual({
      code: 0,
      changed: ['Write /volume1/docker/album/compose.yaml', 'Tell what was started of album'],
    })
    expect(containers()['app']?.ID).not.toBe(before['app']?.ID)
    expect(containers()['database']).toEqual(before['database'])
  })

  test('another file is read by what is started again, and where that is not well the run fails', async () => {
    change({ Unhealthy: ['app'] })
    const { code, all, changed } = await play(lab({ version: '1.3.0', theme: 'light' }))
    expect(code).not.toBe(0)
    expect(changed).toEqual(['Write /volume1/docker/album/album.conf'])
    expect(all).toMatch(/RUNNING HANDLER \[album : Restart album\][\s\S]*container album-app-1 is unhealthy/)
    expect(containers()['app']?.Read).toEqual({ '/etc/album.conf': 'theme = light\n' })
  })

  test('an old Compose is refused before anything is written', async () => {
    change({ Unhealthy: [], Version: 'v2.19.1' })
    const { code, all, changed } = await play(lab({ version: '1.4.0' }))
    expect({ code, changed }).toEqual({ code: 2, changed: [] })
    expect(all).toContain('Compose 2.20 or newer runs the containers, and the host has 2.19.1')
    change({ Version: '2.40.3' })
  })

  test('the commands of its page are commands, and its end leaves the data', async () => {
    const [{ runs } = { runs: undefined }] = lab().services
    const steps = known(runs?.operations ?? []).filter(({ to }) => to === 'album/unit/album')
    expect(steps.map(({ does }) => does)).toEqual(['status', 'logs', 'restart', 'start', 'stop', 'remove', 'remove'])
    for (const { run } of steps) {
      const words = run.kind === 'command' ? run.words.map(String).filter(word => word !== 'sudo') : []
      const { code, all } = await at.run(...words)
      expect({ words, code }, all).toEqual({ words, code: 0 })
    }
    expect(containers()).toEqual({})
    expect((await at.run('ls', '/volume1/docker/album')).all.split('\n')).toEqual([
      ...['album.conf', 'database', 'library', 'secrets'],
    ])
    expect((await at.run('ls', '/volume1/docker/album/secrets')).all).toBe('')
  })
})
