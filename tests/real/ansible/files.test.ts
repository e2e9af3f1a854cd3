/** Every file that the roles deploy, read by its owner's parser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import blumeops from '@homelab/app-blumeops'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { execa } from 'execa'
import { parse as parsePlist } from 'plist'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolved } from '../../support/ansible.ts'
import { render } from '../../support/render.ts'
import { builtCaddy } from '../edge/caddy.ts'
import { goReader, pythonReader } from '../formats/readers.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { type Deployed, type DeployedFile, deploy } from './deploy.ts'
import { zotSchema } from './zot-schema.ts'

const tools = await python()
const home = '/Users/erichblume'
/** What a person may well put into a vault, and what formats stumble over. */
const awkward = ` #;:=%"'\\\\n$(x)&<b> {{ y }} {% z %} é\``
const secret = (item: string, field: string): string => ` ${field} of ${item}${awkward}`
const items = resolved.vaults.flatMap(vault => Object.entries(vault.items))
/** The secret with a field of this name. */
function secretOf(field: string): string {
  const [title = ''] = items.find(([, { fields }]) => fields.includes(field)) ?? []
  return secret(title, field)
}

let deployed: Deployed
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
  if (tools !== undefined) deployed = await deploy(tools, resolved, 'indri', secret)
})
afterAll(() => {
  deployed?.remove()
  rmSync(folder, { recursive: true })
})

/** Who reads which files; each has a test here, but for one. */
const readers = {
  launchd: path => path.endsWith('.plist'),
  Forgejo: path => path.endsWith('/app.ini'),
  shell: (_, text) => text.startsWith('#!'),
  Alloy: path => path.endsWith('.alloy'),
  Caddy: path => path.endsWith('/Caddyfile'),
  Zot: path => path.endsWith('/zot/config.json'),
  borgmatic: path => path.endsWith('/borgmatic/config.yaml'),
  // It works by it in log-rotation.test.ts.
  logrotate: path => path.endsWith('/logrotate.conf'),
  secret: path => /\/(gandi-token|\.jellyfin-api-key|metrics-password|htpasswd)$/.test(path),
  // libpq logs in with it in backup.test.ts.
  libpq: path => path.endsWith('/.pgpass'),
} satisfies Record<string, (path: string, text: string) => boolean>

function filesOf(reader: keyof typeof readers): readonly (readonly [string, DeployedFile])[] {
  const found = [...deployed.files].filter(([path, { text }]) => readers[reader](path, text))
  expect(found.length).toBeGreaterThan(0)
  return found
}

/** The only file of a reader. */
function fileOf(reader: keyof typeof readers): DeployedFile {
  const [[, file] = []] = filesOf(reader)
  if (file === undefined) throw new Error(reader)
  return file
}

describe.skipIf(tools === undefined)('the files of the Mac', () => {
  test('each has one reader', () => {
    const claims = [...deployed.files].map(([path, { text }]) => [
      path,
      Object.entries(readers).flatMap(([name, reads]) => (reads(path, text) ? [name] : [])).length,
    ])
    expect(claims.filter(([, count]) => count !== 1)).toEqual([])
    expect(claims.length).toBeGreaterThan(20)
  })

  test('property lists say to plistlib what they are to say', async () => {
    const lists = filesOf('launchd')
    const results = (await pythonReader('plist')?.(lists.map(([, { text }]) => text))) ?? []
    const trees = new Map(lists.map(([path], index) => [path, results[index]?.error ?? results[index]?.tree]))
    for (const [path, tree] of trees) expect(tree).toEqual(parsePlist(deployed.files.get(path)?.text ?? ''))
  })

  test('app.ini says to go-ini what the facts say, with the secrets as they are in the vault', async context => {
    const read = goReader('ini')
    if (read === undefined) return context.skip('the parser is missing')
    const [result] = await read([fileOf('Forgejo').text])
    const sections = (result?.tree ?? []) as [string, [string, string][]][]
    const lines = sections.flatMap(([section, keys]) =>
      keys.map(([key, value]) => `${section === 'DEFAULT' ? '' : `${section}.`}${key} = ${value}`),
    )
    const keys = new Map(lines.map(line => line.split(' = ', 2) as [string, string]))
    const { secrets = [] } = resolved.services.find(({ name }) => name === 'forgejo') ?? {}
    expect(secrets.length).toBeGreaterThan(0)
    for (const { field } of secrets)
      expect([...keys.values()].map(value => value.trim())).toContain(secretOf(field).split(' = ')[0]?.trim())
  })

  test('logrotate understands its configuration, and finds every file of it', async context => {
    const logrotate = findProgram('logrotate')
    if (logrotate === undefined) return context.skip(skipped('logrotate'))
    const path = join(folder, 'logrotate.conf')
    const { text } = fileOf('logrotate')
    writeFileSync(path, text, { mode: 0o644 })
    const { exitCode, all } = await execa(logrotate, ['--debug', '--state', join(folder, 'status'), path], {
      all: true,
      reject: false,
    })
    expect(exitCode, all).toBe(0)
    expect(all).not.toMatch(/^(error|warning): (?!logrotate in debug mode)/m)
    for (const [, file] of text.matchAll(/^"(.+)"$/gm)) expect(all).toContain(`considering log ${file}`)
  })

  test('shellcheck says nothing about the scripts', async () => {
    const scripts = filesOf('shell')
    expect(scripts.map(([path]) => path.split('/').at(-1)).toSorted()).toEqual([
      'borgmatic-metrics',
      'borgmatic-record',
      'borgmatic-restore-test',
      'borgmatic-run',
      'caddy-wrapper.sh',
      'jellyfin-metrics',
      'macos-power-metrics',
      'minikube-metrics',
      'zot-metrics',
    ])
    const { stdout } = await execa(
      tools?.program('shellcheck') ?? '',
      ['--severity=style', ...scripts.map(([, { at }]) => at)],
      { reject: false },
    )
    expect(stdout).toBe('')
  })

  test('the wrapper of Caddy gives it the token of the vault, and its arguments', async () => {
    const { at } = deployed.file(`${home}/.config/caddy/caddy-wrapper.sh`)
    const caddy = `${at.slice(0, -'/.config/caddy/caddy-wrapper.sh'.length)}/code/3rd/caddy/bin/caddy`
    await execa('mkdir', ['-p', join(caddy, '..')])
    writeFileSync(caddy, '#!/bin/sh\nprintf "%s\\n" "$GANDI_BEARER_TOKEN" "$@"\n', { mode: 0o755 })
    const { stdout } = await execa(at)
    const configuration = deployed.file(`${home}/.config/caddy/Caddyfile`).at
    expect(stdout.split('\n')).toEqual([secretOf('pat'), 'run', '--config', configuration])
  })

  test('files that hold a secret hold nothing else', () => {
    const texts = filesOf('secret').map(([path, { text, mode }]) => [path.split('/').at(-1), [text, mode]])
    expect(Object.fromEntries(texts)).toEqual({
      'gandi-token': [secretOf('pat'), '0600'],
      '.jellyfin-api-key': [secretOf('credential'), '0600'],
      htpasswd: [`${secretOf('push-line')}\n${secretOf('metrics-line')}\n`, '0600'],
      'metrics-password': [secretOf('metrics-password'), '0600'],
    })
  })

  test('Alloy’s parser accepts its configuration, formatted as `alloy fmt` leaves it', async context => {
    const read = goReader('alloy')
    if (read === undefined) return context.skip('the parser is missing')
    const { text } = fileOf('Alloy')
    const [result] = await read([text])
    expect(result?.error).toBeUndefined()
    expect(result?.formatted).toBe(text)
    // Each declared log file is one that Alloy read as a target.
    const tree = JSON.stringify(result?.tree)
    const here = resolved.services
      .filter(({ at }) => at.kind === 'host' && at.name === 'indri')
      .flatMap(({ logs }) => logs)
    expect(here.length).toBeGreaterThan(0)
    for (const { path } of here) expect(tree).toContain(JSON.stringify(['__path__', path]))
  })

  test('Caddy adapts its configuration to what the proxy projection gives', async context => {
    if (builtCaddy === undefined) return context.skip('Caddy is missing')
    const caddy = builtCaddy
    const adapt = async (path: string): Promise<unknown> =>
      JSON.parse((await execa(caddy, ['adapt', '--adapter', 'caddyfile', '--config', path])).stdout)
    const mine = join(folder, 'deployed')
    const theirs = join(folder, 'rendered')
    writeFileSync(mine, fileOf('Caddy').text)
    writeFileSync(theirs, render(blumeops).files.get('caddy/Caddyfile') ?? '')
    const adapted = await adapt(mine)
    expect(adapted).toMatchObject({ apps: { http: {}, layer4: {} } })
    expect(adapted).toEqual(await adapt(theirs))
  })

  test('Zot’s configuration is as documented, and wrong ones are not', () => {
    const valid = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(zotSchema)
    const { text } = fileOf('Zot')
    expect(valid(JSON.parse(text)), JSON.stringify(valid.errors)).toBe(true)
    for (const [from, to] of [
      ['"port": "5050"', '"port": 5050'],
      ['"port": "5050"', '"port": "65536"'],
      ['"gcDelay": "1h"', '"gcDelay": "1 hour"'],
      ['"onDemand"', '"ondemand"'],
      ['"anonymousPolicy"', '"anonymouspolicy"'],
      ['"create"', '"push"'],
      ['"search": {\n      "enable": true', '"search": {\n      "enable": false'],
    ] as const) {
      expect(text).toContain(from)
      expect(valid(JSON.parse(text.replace(from, to))), to).toBe(false)
    }
  })

  test('Zot itself verifies it', async context => {
    const zot = findProgram('zot')
    if (zot === undefined) return context.skip(skipped('zot'))
    const { exitCode, all } = await execa(zot, ['verify', fileOf('Zot').at], { reject: false, all: true })
    expect(exitCode, all).toBe(0)
  })

  test('borgmatic validates its configuration', async () => {
    const { at } = fileOf('borgmatic')
    const { exitCode, all } = await execa(tools?.program('borgmatic') ?? '', ['--config', at, 'config', 'validate'], {
      reject: false,
      all: true,
    })
    expect(exitCode, all).toBe(0)
  })
})
