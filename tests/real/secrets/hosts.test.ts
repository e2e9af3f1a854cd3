/** A role reads a value out of an encrypted file of the repository, by the lookup of community.sops and the real SOPS. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { file, hostParts, hostService, pieces } from '@homelab/ansible-gen'
import { type Estate, estate, host, service, vault } from '@homelab/estate'
import { emptyEstate } from '@homelab/estate/samples'
import { sops, sopsStore } from '@homelab/secrets'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { sopsPrograms } from './programs.ts'
import { type Key, newKey, type Repository, repository } from './repository.ts'

const [programs, tools] = [await sopsPrograms(), await python()]
const meta = { url: 'file:///repo/apps/lab/estate.ts' }
const box = host('box', { platform: 'linux', role: 'runs it', home: '/home/lab' })

/** What formats stumble over: quotes, Jinja, several lines, and a line feed at the end. */
const password = `it's {{ 7 * 6 }} "$HOME" \\n #\nsecond line\n`

function lab(recipients: readonly string[]): Estate {
  const { vault: own, secrets } = vault('lab', {
    store: sops({ recipients }),
    items: { 'team/wiki': { fields: ['pass word'] } },
  })
  const wiki = service(meta, 'wiki', {
    title: 'Wiki',
    summary: 'notes',
    ports: {},
    workload: hostService({
      at: box,
      files: [file('/home/lab/wiki.conf', '0600', pieces('<', secrets['team/wiki']['pass word'], '>'))],
    }),
  })
  return estate(meta, 'lab', {
    ...{ ...emptyEstate, title: 'Lab', hosts: [box], vaults: [own], services: [wiki] },
    parts: [...hostParts, sopsStore],
  })
}

describe.skipIf(programs === undefined || tools === undefined)('a role', () => {
  const keys = mkdtempSync(join(tmpdir(), 'keys-'))
  let [own, other]: Key[] = []
  let repo: Repository
  let encrypted = ''

  beforeAll(async () => {
    if (programs === undefined) return
    repo = repository(programs)
    own = await newKey(programs, join(keys, 'own'))
    other = await newKey(programs, join(keys, 'other'))
    repo.render(lab([own.recipient]))
    encrypted = await repo.encrypt('secrets/team/wiki.sops.yaml', { 'pass word': password, more: 'x' })
  })
  afterAll(() => {
    repo?.remove()
    rmSync(keys, { recursive: true, force: true })
  })

  /** Plays the role from a folder that is none of the project's. */
  async function play(key: Key | undefined) {
    const at = mkdtempSync(join(tmpdir(), 'host-'))
    const home = join(at, 'home')
    mkdirSync(home)
    const project = join(repo.folder, 'dist/ansible')
    const variables = { host_home: home, ansible_connection: 'local', ansible_python_interpreter: tools?.modules }
    const words = [join(project, 'playbooks/box.yml'), '--inventory', join(project, 'inventory/hosts.yml'), '-vvv']
    const answer = await execa(
      tools?.program('ansible-playbook') ?? '',
      [...words, '--extra-vars', JSON.stringify(variables)],
      {
        cwd: at,
        reject: false,
        env: {
          PATH: [programs?.bin, process.env['PATH']].join(delimiter),
          HOME: at,
          ANSIBLE_HOME: join(at, 'ansible'),
          ANSIBLE_ROLES_PATH: join(project, 'roles'),
          ...(key !== undefined && { SOPS_AGE_KEY_FILE: key.file }),
        },
      },
    )
    const read = (): string => readFileSync(join(home, 'wiki.conf'), 'utf8')
    return { code: answer.exitCode, says: `${answer.stdout}\n${answer.stderr}`, at, home, read }
  }

  test('finds no value in the repository', () => {
    expect(encrypted).not.toContain('second line')
    expect(encrypted).toContain(own?.recipient)
    expect(repo.read('dist/.sops.yaml')).toContain(own?.recipient)
  })

  test('writes the value as it is, and shows it to nobody', async () => {
    const { code, says, read, at } = await play(own)
    expect({ code, says: code === 0 ? '' : says }).toEqual({ code: 0, says: '' })
    expect(read()).toBe(`<${password}>`)
    expect(says).not.toContain('second line')
    rmSync(at, { recursive: true })
  })

  test.each([
    ['another key', () => other],
    ['no key', () => undefined],
  ])('with %s stops before it changes anything, and says why', async (_, key) => {
    const { code, says, home, at } = await play(key())
    expect(code).toBe(2)
    expect(says).toContain('SOPS gave no field "pass word" of item "team/wiki"')
    expect(says).toMatch(/CouldNotRetrieveKey/)
    expect((await execa('find', [home, '-type', 'f'])).stdout).toBe('')
    rmSync(at, { recursive: true })
  })
})
