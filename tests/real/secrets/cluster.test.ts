/** The rendered script brings Secrets out of encrypted files of the repository, with the real SOPS. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { cluster, type Estate, estate, host, image, service, vault } from '@homelab/estate'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import { appliedSecret, applyFolder, clusterParts, deployment } from '@homelab/kubernetes'
import { sops, sopsStore } from '@homelab/secrets'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findProgram, neededProgram } from '../tools.ts'
import { sopsPrograms } from './programs.ts'
import { type Key, newKey, type Repository, repository } from './repository.ts'

const programs = await sopsPrograms()
const [git, shellcheck] = [neededProgram('git'), neededProgram('shellcheck')]
const meta = { url: 'file:///repo/apps/lab/estate.ts' }
const box = host('box', { platform: 'linux', role: 'runs it' })
const at = cluster('lab', {
  on: box,
  ...sampleCluster,
  context: 'lab',
  source: { repository: 'https://git.lab.example.com/lab.git', revision: 'main', rendered: 'dist', folder: 'cluster' },
  delivery: applyFolder(),
})

const password = `it's $HOME \`id\` "x" \\n\nsecond line\n`
const token = 'tok-1'

function lab(recipients: readonly string[]): Estate {
  const { vault: own, secrets } = vault('lab', {
    store: sops({ recipients }),
    items: { 'team/wiki': { fields: ['pass word', 'token'] } },
  })
  const { 'pass word': first, token: second } = secrets['team/wiki']
  const wiki = service(meta, 'wiki', {
    title: 'Wiki',
    summary: 'notes',
    ports: {},
    workload: deployment({
      at,
      namespace: 'wiki',
      container: {
        image: image('ghcr.io/example/wiki', '2.4.1'),
        envFrom: [{ secret: 'wiki' }, { secret: 'wiki-url' }],
      },
      secrets: [
        appliedSecret('wiki', { data: { password: first, token: second } }),
        appliedSecret('wiki-url', {
          data: { token: second },
          template: { url: 'redis://:{{ .token }}@redis:6379\n\tdb={{ .token }}', plain: ' as it is ' },
          templateLabels: { app: 'wiki' },
          type: 'example.org/url',
        }),
      ],
    }),
  })
  return estate(meta, 'lab', {
    ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [at], vaults: [own], services: [wiki] },
    parts: [...clusterParts, sopsStore],
  })
}

/**
 * Keeps what is applied, with its words, and what files there are meanwhile. Refuses what kubectl refuses: pruning by the server without
 * a set, nothing, an object without a name, a key of a Secret that is no base64.
 */
const kubectl = `#!${process.execPath}
const fs = require('node:fs')
const { parseAllDocuments } = require(${JSON.stringify(createRequire(import.meta.url).resolve('yaml'))})
const words = process.argv.slice(2)
const end = (code, text = '') => { fs.writeSync(code === 0 ? 1 : 2, text + '\\n'); process.exit(code) }
if (words[0] === 'config' && words[1] === 'view') end(0, 'apiVersion: v1')
if (['config', 'wait', 'patch', 'create', 'get', 'diff', 'delete'].includes(words[0])) end(0)
if (words[0] !== 'apply') end(1, 'error: unknown command ' + words[0])
const [file] = words.flatMap(word => word.startsWith('--filename=') ? [word.slice(11)] : [])
const text = fs.readFileSync(file === '-' ? 0 : file, 'utf8')
if (words.includes('--prune') && !words.some(word => word.startsWith('--applyset=')))
  end(1, "error: --prune doesn't currently work on objects created by server-side apply")
const objects = parseAllDocuments(text).map(each => each.toJS()).filter(each => each !== null)
if (objects.length === 0) end(1, 'error: no objects passed to apply')
for (const { kind, metadata, data = {} } of objects) {
  if (typeof metadata?.name !== 'string') end(1, 'error: resource name may not be empty')
  if (kind === 'Secret')
    for (const value of Object.values(data))
      if (Buffer.from(value, 'base64').toString('base64') !== value) end(1, 'illegal base64 data')
}
const texts = fs.readdirSync(process.env.TMPDIR, { recursive: true, withFileTypes: true })
  .filter(each => each.isFile()).map(each => fs.readFileSync(each.parentPath + '/' + each.name, 'utf8'))
fs.appendFileSync(process.env.KUBECTL_LOG, JSON.stringify({ words, objects, disk: texts.join('\\n') }) + '\\n')
end(0, objects.map(({ kind, metadata }) => kind + ' ' + metadata.name).join('\\n'))
`

interface Applied {
  readonly words: readonly string[]
  readonly objects: readonly {
    readonly kind: string
    readonly data?: Readonly<Record<string, string>>
    readonly metadata: object
  }[]
  readonly disk: string
}

test.skipIf(shellcheck === undefined || programs === undefined)(
  'the script has no fault that shellcheck knows',
  async () => {
    if (programs === undefined) return
    const repo = repository(programs)
    const input = repo.render(lab([`age1${'q'.repeat(58)}`])).get('cluster/apply/apply.sh') ?? ''
    repo.remove()
    const { stdout } = await execa(shellcheck ?? '', ['--shell=sh', '-'], { input, reject: false })
    expect(stdout).toBe('')
  },
)

describe.skipIf(programs === undefined || git === undefined)('a folder that a script applies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'))
  let [own, other]: Key[] = []
  let repo: Repository

  beforeAll(async () => {
    if (programs === undefined) return
    repo = repository(programs)
    own = await newKey(programs, join(folder, 'own'))
    other = await newKey(programs, join(folder, 'other'))
    repo.render(lab([own.recipient]))
    await repo.encrypt('secrets/team/wiki.sops.yaml', { 'pass word': password, token })
  })
  afterAll(() => {
    repo?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  async function apply(key: Key | undefined, ...words: readonly string[]) {
    const scene = mkdtempSync(join(tmpdir(), 'scene-'))
    const bin = join(scene, 'bin')
    mkdirSync(bin)
    mkdirSync(join(scene, 'tmp'))
    writeFileSync(join(bin, 'kubectl'), kubectl)
    chmodSync(join(bin, 'kubectl'), 0o755)
    const log = join(scene, 'log')
    // Whatever a shell starts with words is written down, were a value among them.
    for (const name of ['base64', 'cat', 'printf', 'sed', 'tr', 'sops']) {
      const real = name === 'sops' ? programs?.sops : findProgram(name)
      const text = `#!/bin/sh\nfor word in "$@"; do echo "$word"; done >>'${scene}/words'\nexec '${real}' "$@"\n`
      writeFileSync(join(bin, name), text, { mode: 0o755 })
    }
    const answer = await execa('sh', [join(repo.folder, 'dist/cluster/apply/apply.sh'), '--context=lab', ...words], {
      cwd: scene,
      reject: false,
      env: {
        PATH: [bin, process.env['PATH']].join(delimiter),
        HOME: scene,
        TMPDIR: join(scene, 'tmp'),
        KUBECTL_LOG: log,
        ...(key !== undefined && { SOPS_AGE_KEY_FILE: key.file }),
      },
    })
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
    const applied = lines.map(line => JSON.parse(line) as Applied)
    const left = readdirSync(join(scene, 'tmp'))
    const said = readFileSync(join(scene, 'words'), 'utf8')
    rmSync(scene, { recursive: true })
    return { code: answer.exitCode, says: `${answer.stdout}\n${answer.stderr}`, applied, left, said }
  }

  const secretsOf = (all: readonly Applied[]) =>
    all.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Secret'))
  const decoded = (data: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]))

  test('brings each Secret with the values as they are, before what reads it', async () => {
    const { code, says, applied } = await apply(own)
    expect({ code, says: code === 0 ? '' : says }).toEqual({ code: 0, says: '' })
    const [first, second] = secretsOf(applied)
    expect(first).toMatchObject({ metadata: { name: 'wiki', namespace: 'wiki' }, type: 'Opaque' })
    expect(decoded(first?.data)).toEqual({ password, token })
    expect(second).toMatchObject({ metadata: { name: 'wiki-url', labels: { app: 'wiki' } }, type: 'example.org/url' })
    expect(decoded(second?.data)).toEqual({
      url: `redis://:${token}@redis:6379\n\tdb=${token}`,
      plain: ' as it is ',
    })
    const together = applied.find(({ objects }) => objects.some(({ kind }) => kind === 'Secret'))
    expect(together?.objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Deployment', 'DeliveredGroup']))
    expect(together?.objects.findIndex(({ kind }) => kind === 'Deployment')).toBeGreaterThan(1)
    expect(together?.words).toContain('--applyset=deliveredgroups.delivery.homelab.internal/wiki')
  })

  test('leaves no value on a command line, in a file or in what is printed', async () => {
    const { says, applied, left, said } = await apply(own)
    for (const value of ['second line', token, ...secretsOf(applied).flatMap(({ data = {} }) => Object.values(data))]) {
      expect(says).not.toContain(value)
      expect(said).not.toContain(value)
      for (const { disk, words } of applied) expect([disk, ...words].join()).not.toContain(value)
    }
    expect(said).toContain('secrets/team/wiki.sops.yaml')
    expect(applied.some(({ disk }) => disk.includes('kind: Deployment'))).toBe(true)
    expect(left).toEqual([])
  })

  test('a preview names them, and applies nothing', async () => {
    const { code, says, applied } = await apply(own, '--preview')
    expect(code).toBe(0)
    expect(says).toContain('  Secret wiki\n  Secret wiki-url')
    expect(applied.filter(({ words }) => !words.includes('--dry-run=server'))).toEqual([])
  })

  test.each([
    ['another key', () => other],
    ['no key', () => undefined],
  ])('with %s the group fails, and nothing of it is applied', async (_, key) => {
    const { code, says, applied, left } = await apply(key())
    expect(code).toBe(1)
    expect(says).toContain('no value by sops decrypt --extract ["pass word"] secrets/team/wiki.sops.yaml')
    expect(says).toContain('failed: wiki')
    expect(applied.flatMap(({ objects }) => objects.map(({ kind }) => kind))).toEqual(['CustomResourceDefinition'])
    expect(left).toEqual([])
  })

  test('without a file, too', async () => {
    const path = join(repo.folder, 'secrets/team/wiki.sops.yaml')
    const text = readFileSync(path, 'utf8')
    rmSync(path)
    const { code, applied } = await apply(own)
    writeFileSync(path, text)
    expect(code).toBe(1)
    expect(secretsOf(applied)).toEqual([])
  })
})
