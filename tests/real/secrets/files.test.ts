/** Files as people make and change them, by the commands of the guide and with the real SOPS; and what the checks say of them. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Estate, estate, vault } from '@homelab/estate'
import { resolvedOf } from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { sops, sopsStore } from '@homelab/secrets'
import { estateFile, keptFindings } from '@homelab/synth'
import { execa } from 'execa'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sopsPrograms } from './programs.ts'
import { type Key, newKey, type Repository, repository } from './repository.ts'

const programs = await sopsPrograms()
const meta = { url: 'file:///repo/apps/lab/estate.ts' }
const path = 'secrets/team/wiki.sops.yaml'

function lab(...recipients: readonly string[]): Estate {
  const { vault: own } = vault('lab', {
    store: sops({ recipients }),
    items: { 'team/wiki': { fields: ['password', 'pin'] } },
  })
  return estate(meta, 'lab', { ...emptyEstate, title: 'Lab', vaults: [own], parts: [sopsStore] })
}

describe.skipIf(programs === undefined)('an encrypted file', () => {
  const keys = mkdtempSync(join(tmpdir(), 'keys-'))
  let own: Key
  let other: Key
  let repo: Repository

  beforeAll(async () => {
    if (programs === undefined) return
    own = await newKey(programs, join(keys, 'own'))
    other = await newKey(programs, join(keys, 'other'))
  })
  afterAll(() => rmSync(keys, { recursive: true, force: true }))
  beforeEach(async context => {
    if (programs === undefined) return
    repo = repository(programs)
    const { remove } = repo
    context.onTestFinished(() => remove())
    repo.render(lab(own.recipient))
    await repo.encrypt(path, { password: 'one', pin: '0042' })
  })

  function found(of: Estate): readonly string[] {
    const root = estateFile(join(repo.folder, 'apps/lab/estate.ts'))
    return keptFindings(root, resolvedOf(of)).map(({ code, got }) => `${code} ${got}`)
  }

  /** As somebody with a key types it at the root of the repository. */
  function run(
    key: Key,
    words: readonly string[],
    env: Readonly<Record<string, string>> = {},
    program = programs?.sops ?? '',
  ) {
    return execa(program, words.slice(1), {
      cwd: repo.folder,
      reject: false,
      env: { SOPS_AGE_KEY_FILE: key.file, ...env },
    })
  }

  const { secrets } = vault('lab', {
    store: sops({ recipients: [] }),
    items: { 'team/wiki': { fields: ['password', 'pin'] } },
  })
  const keptBy = (of: Estate) => sopsStore.of(resolvedOf(of).vaults[0] ?? expect.unreachable())

  test('has nothing wrong, and gives each value', async () => {
    expect(found(lab(own.recipient))).toEqual([])
    const store = keptBy(lab(own.recipient))
    expect((await run(own, store.read(secrets['team/wiki'].password))).stdout).toBe('one')
    expect((await run(own, store.read(secrets['team/wiki'].pin))).stdout).toBe('0042')
  })

  test('is made by the editor, for whom the rules say', async () => {
    rmSync(join(repo.folder, 'secrets'), { recursive: true })
    expect(found(lab(own.recipient))).toEqual([`missing-value ${path}`])
    const editor = join(repo.folder, 'editor')
    writeFileSync(editor, `#!/bin/sh\nprintf 'password: second-one\\npin: "7"\\n' >"$1"\n`, { mode: 0o755 })
    // As the guide has them, pasted.
    const guide = repo.render(lab(own.recipient)).get('docs/guides/rotate-a-secret.md') ?? ''
    const [, add = ''] = /A new item is a file:\n\n```sh\n(.*?)```/s.exec(guide) ?? []
    const env = { ITEM: 'team/wiki', EDITOR: editor, PATH: `${programs?.bin}:${process.env['PATH']}` }
    expect(await run(own, ['', '-ec', add], env, 'sh')).toMatchObject({ exitCode: 0 })
    expect(found(lab(own.recipient))).toEqual([])
    expect(repo.read(path)).not.toContain('second-one')
  })

  test('is brought to other recipients, and shut to one that left', async () => {
    const both = lab(own.recipient, other.recipient)
    expect(found(both)).toEqual([`wrong-recipients ${own.recipient}`])
    const words = (of: Estate) => (keptBy(of).kept?.readers ?? []).map(each => each.words.map(String))
    repo.render(both)
    for (const each of words(both)) expect(await run(own, each)).toMatchObject({ exitCode: 0 })
    expect(found(both)).toEqual([])
    const read = keptBy(both).read(secrets['team/wiki'].password)
    expect((await run(other, read)).stdout).toBe('one')
    repo.render(lab(other.recipient))
    for (const each of words(lab(other.recipient))) expect(await run(other, each)).toMatchObject({ exitCode: 0 })
    expect(found(lab(other.recipient))).toEqual([])
    expect(await run(own, read)).toMatchObject({ exitCode: 128, stdout: '' })
  })

  test('is refused once somebody wrote into it, and what is written as it is gets found', async () => {
    appendFileSync(join(repo.folder, path), 'more: hunter2\n')
    const { exitCode } = await run(own, keptBy(lab(own.recipient)).read(secrets['team/wiki'].password))
    expect(exitCode).not.toBe(0)
    expect(found(lab(own.recipient))).toEqual([`plain-value ${path} more`])
  })

  test('is told from one that is not encrypted, whichever', async () => {
    writeFileSync(join(repo.folder, 'secrets/plain.sops.yaml'), 'password: hunter2\n')
    expect(found(lab(own.recipient))).toEqual(['plain-value secrets/plain.sops.yaml'])
    expect(await run(own, ['sops', 'encrypt', '--in-place', 'secrets/plain.sops.yaml'])).toMatchObject({ exitCode: 0 })
    expect(found(lab(own.recipient))).toEqual([])
  })
})
