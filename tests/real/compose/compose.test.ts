/** Rendered projects, read by Compose's own parser: what it would run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import minilab from '@homelab/app-minilab'
import type { Estate } from '@homelab/estate'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import workshop from '../../fixtures/workshop/estate.ts'
import { hostile, withAlbum } from '../../support/album.ts'
import { render } from '../../support/render.ts'
import { dockerStandIn } from './docker.ts'

const docker = await dockerStandIn()
const root = mkdtempSync(join(tmpdir(), 'compose-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Projects as on the host, below a folder of its own; variables that hold secrets are empty. */
function projectsOf(estate: Estate) {
  return [...render(estate).files]
    .filter(([path]) => path.endsWith('/compose.yaml.j2'))
    .map(([path, text]) => ({
      role: path.split('/')[2] ?? '',
      text: text
        .replaceAll('{{ ansible_managed }}', 'Managed.')
        .replaceAll(/\{\{ \w+_root \}\}/g, root)
        .replaceAll(/\{\{ '(\{[{%])' \}\}/g, '$1'),
    }))
}

async function read(text: string) {
  for (const [, path = ''] of text.matchAll(/^ {4}file: (\S+)$/gm)) {
    mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true })
    writeFileSync(path, '')
  }
  for (const [, path = ''] of text.matchAll(/^ {6}- (\S+\.env)$/gm)) {
    mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true })
    writeFileSync(path, '')
  }
  const file = join(root, 'compose.yaml')
  writeFileSync(file, text)
  const { stdout, stderr, exitCode } = await execa(
    docker ?? '',
    ['compose', '--file', file, 'config', '--format', 'json'],
    { reject: false },
  )
  return { stderr, exitCode, model: exitCode === 0 ? JSON.parse(stdout) : undefined }
}

describe.skipIf(docker === undefined)('Compose', () => {
  const [{ text } = { text: '' }] = projectsOf(withAlbum())

  test('would run what was said', async () => {
    const { model, stderr } = await read(text)
    expect(stderr).toBe('')
    const { app, database } = model.services
    expect({ name: model.name, services: Object.keys(model.services), volumes: model.volumes }).toEqual({
      name: 'album',
      services: ['app', 'database'],
      volumes: { previews: { name: 'album_previews' } },
    })
    expect(app).toMatchObject({
      image: 'ghcr.io/example/album:1.2.0',
      command: ['serve', '--title', hostile],
      environment: { NUMBER: '0755', TITLE: hostile },
      cap_add: ['NET_BIND_SERVICE'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      devices: [{ source: '/dev/dri', target: '/dev/dri', permissions: 'rwm' }],
      init: true,
      // In bytes.
      mem_limit: '1073741824',
      read_only: true,
      restart: 'unless-stopped',
      stop_grace_period: '1m0s',
      tmpfs: ['/tmp'],
      user: '1026:100',
      depends_on: { database: { condition: 'service_healthy', required: true } },
      healthcheck: {
        test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:3000/health'],
        interval: '15s',
        timeout: '5s',
      },
      logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '4' } },
    })
    expect(app.ports).toEqual([
      { name: 'http', mode: 'ingress', target: 3000, published: '8080', protocol: 'tcp' },
      { name: 'discovery', mode: 'ingress', target: 7359, published: '7359', protocol: 'udp' },
    ])
    expect(
      app.volumes.map((each: Record<string, unknown>) => [
        each['type'],
        each['source'],
        each['target'],
        each['read_only'] ?? false,
      ]),
    ).toEqual([
      ['bind', `${root}/volume1/docker/album/library`, '/library', false],
      ['volume', 'previews', '/previews', false],
      ['bind', '/volume1/pictures', '/pictures', true],
      ['bind', '/etc/localtime', '/etc/localtime', true],
      ['bind', `${root}/volume1/docker/album/album.conf`, '/etc/album.conf', true],
    ])
    expect(database.healthcheck).toEqual({
      test: ['CMD', 'pg_isready', '--username=album'],
      interval: '10s',
      retries: 6,
      start_period: '20s',
    })
    expect(database).toMatchObject({ mem_limit: '1610612736', user: '999' })
    expect(database).not.toHaveProperty('ports')
  })

  test('takes those of the second estate', async () => {
    const projects = projectsOf(minilab)
    expect(projects.map(({ role }) => role)).toEqual(['music'])
    for (const each of projects) expect(await read(each.text)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('gives secrets as files of the host, keeps networks apart, and waits for what runs once', async () => {
    const [own] = projectsOf(workshop)
    const { model, stderr } = await read(own?.text ?? '')
    expect(stderr).toBe('')
    const { app, migrate, database } = model.services
    expect(app.secrets).toEqual([{ source: 'app-database', target: 'database' }])
    expect(model.secrets['app-database']).toEqual({
      ...{ name: 'photos_app-database', file: `${root}/srv/photos/secrets/app-database` },
    })
    expect([app, migrate, database].map(each => Object.keys(each.networks))).toEqual([
      ['front', 'tables'],
      ['tables'],
      ['tables'],
    ])
    expect(model.networks).toMatchObject({ tables: { internal: true } })
    expect(model.networks.front).not.toHaveProperty('internal')
    expect(migrate.restart).toBe('no')
    expect(app.depends_on.migrate).toEqual({ condition: 'service_completed_successfully', required: true })
    expect(app.logging).toEqual({ driver: 'local', options: { 'max-size': '20m', 'max-file': '3' } })
  })

  test.each([
    ['a secret', (of: string) => of.replace(/^ {2}app-database:/m, '  other:'), 'app-database'],
    ['a network', (of: string) => of.replace(/^ {2}tables:/m, '  other:'), 'tables'],
  ])('would refuse %s that nobody has', async (_, broken, says) => {
    const text = projectsOf(workshop)[0]?.text ?? ''
    expect(broken(text)).not.toBe(text)
    const { exitCode, stderr } = await read(broken(text))
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain(says)
  })

  test.each([
    ['a word that it does not know', (of: string) => of.replace('mem_limit:', 'memory_limit:'), 'memory_limit'],
    [
      'a container that nobody has',
      (of: string) => of.replace(/depends_on:\n {6}database/, 'depends_on:\n      other'),
      'other',
    ],
    [
      'a volume that nobody has',
      (of: string) => of.replace(/^volumes:\n {2}previews/m, 'volumes:\n  other'),
      'previews',
    ],
    ['a word that it has not', (of: string) => of.replace('service_healthy', 'service_well'), 'service_healthy'],
  ])('would refuse %s', async (_, broken, says) => {
    expect(broken(text)).not.toBe(text)
    const { exitCode, stderr } = await read(broken(text))
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain(says)
  })
})
