import { vault } from '@homelab/estate/model'
import { type Sops, sops, sopsStore } from '@homelab/secrets'
import { describe, expect, test } from 'vitest'
import { secretStoreContract } from '../secret-store.ts'
import { client } from './sops.ts'

const [one, two] = [`age1${'q'.repeat(58)}`, `age1${'p'.repeat(58)}`]

secretStoreContract('SOPS', {
  part: sopsStore,
  client,
  settings: [sops({ recipients: [one] }), sops({ recipients: [one, two], folder: 'team/kept' })],
})

const items = { app: { fields: ['password', 'token'] }, 'team/wiki': { fields: ['key'] } }

function storeOf(settings: Omit<Sops, 'kind'>) {
  return sopsStore.of(vault('home', { store: sops(settings), items }).vault)
}

/** As SOPS leaves it: https://getsops.io/docs/#sops-file-format-and-integrity */
function encrypted(values: Readonly<Record<string, unknown>>, ...recipients: readonly string[]): object {
  return { ...values, sops: { age: recipients.map(recipient => ({ recipient, enc: '' })), mac: 'ENC[…]' } }
}

const sound = new Map<string, unknown>([
  ['secrets/app.sops.yaml', encrypted({ password: 'ENC[a]', token: 'ENC[b]' }, one)],
  ['secrets/team/wiki.sops.yaml', encrypted({ key: 'ENC[c]', more: { deep: 'ENC[d]', none: null } }, one)],
])

describe('files of the repository', () => {
  const found = (changes: Readonly<Record<string, unknown>>, recipients: readonly string[] = [one]) => {
    const all = new Map([...sound, ...Object.entries(changes)])
    const files = new Map([...all].filter(([, data]) => data !== undefined))
    return (storeOf({ recipients }).kept?.problems(files) ?? []).map(({ code, got }) => `${code} ${got}`)
  }

  test('lie in the folder that the store says', () => {
    expect(storeOf({ recipients: [one] }).kept?.folder).toBe('secrets')
    expect(storeOf({ recipients: [one], folder: 'a/b' }).kept?.folder).toBe('a/b')
  })

  test('are well', () => {
    expect(found({})).toEqual([])
  })

  test.each([
    ['has no file', { 'secrets/app.sops.yaml': undefined }, ['missing-value secrets/app.sops.yaml']],
    [
      'lacks a key',
      { 'secrets/app.sops.yaml': encrypted({ password: 'ENC[a]' }, one) },
      ['missing-value secrets/app.sops.yaml "token"'],
    ],
    [
      'has an empty text',
      { 'secrets/app.sops.yaml': encrypted({ password: 'ENC[a]', token: '' }, one) },
      ['missing-value secrets/app.sops.yaml "token"'],
    ],
    [
      'has a list where a text is wanted',
      { 'secrets/app.sops.yaml': encrypted({ password: 'ENC[a]', token: ['ENC[b]'] }, one) },
      ['missing-value secrets/app.sops.yaml "token"'],
    ],
    [
      'is not encrypted',
      { 'secrets/app.sops.yaml': { password: 'x', token: 'y' } },
      ['plain-value secrets/app.sops.yaml'],
    ],
    ['is another file that is not encrypted', { 'secrets/notes.txt': 'x' }, ['plain-value secrets/notes.txt']],
    ['is a file of which nothing is known', { 'secrets/key.bin': null }, ['plain-value secrets/key.bin']],
    [
      'has a value that is not encrypted',
      { 'secrets/team/wiki.sops.yaml': encrypted({ key: 'ENC[c]', more: { deep: ['x', 1] } }, one) },
      ['plain-value secrets/team/wiki.sops.yaml more.deep.0, more.deep.1'],
    ],
  ])('an item %s', (_, changes, expected) => {
    expect(found(changes)).toEqual(expected)
  })

  test('are encrypted for whom the store says, and for nobody else', () => {
    expect(found({}, [one, two])).toEqual([`wrong-recipients ${one}`, `wrong-recipients ${one}`])
    expect(found({ 'secrets/app.sops.yaml': encrypted({ password: 'ENC[a]', token: 'ENC[b]' }, one, two) })).toEqual([
      `wrong-recipients ${one}, ${two}`,
    ])
  })

  test('a message about one holds none of its values', () => {
    const files = new Map<string, unknown>([['secrets/app.sops.yaml', { password: 'hunter2', token: 'hunter3' }]])
    expect(JSON.stringify(storeOf({ recipients: [one] }).kept?.problems(files))).not.toMatch(/hunter/)
  })
})

describe('recipients', () => {
  test.each([
    [[], 'nobody could read what is encrypted for nobody'],
    [['ssh-ed25519 AAAA'], 'this is no public key of age'],
    [['AGE-SECRET-KEY-1QQQ'], 'this is a key to read with, and no public one'],
  ])('%j', (recipients, problem) => {
    const all = storeOf({ recipients }).problems()
    expect(all.map(each => each.problem)).toEqual([problem])
    expect(JSON.stringify(all)).not.toContain('1QQQ')
  })
})

test.each(['/abs', '../up', 'a//b', '-x', '~', '$HOME', 'my secrets', ''])(
  'a folder %j is none of a repository',
  folder => {
    expect(
      storeOf({ recipients: [one], folder })
        .problems()
        .map(({ keys }) => keys),
    ).toEqual([['store', 'folder']])
  },
)

test('the guide says how a file is made, and brought to other recipients', () => {
  const kept = storeOf({ recipients: [one] }).kept
  const words = [...(kept?.setUp('dist') ?? []), ...(kept?.add('"$ITEM"') ?? []), ...(kept?.readers ?? [])]
  expect(words.map(each => each.words.map(word => (typeof word === 'string' ? word : word.shell)).join(' '))).toEqual([
    'ln -sf dist/.sops.yaml .sops.yaml',
    'git add .sops.yaml',
    'age-keygen -y "$SOPS_AGE_KEY_FILE"',
    'mkdir -p secrets/"$(dirname "$ITEM")"',
    'sops edit secrets/"$ITEM".sops.yaml',
    'sops updatekeys --yes secrets/app.sops.yaml',
    'sops rotate --in-place secrets/app.sops.yaml',
    'sops updatekeys --yes secrets/team/wiki.sops.yaml',
    'sops rotate --in-place secrets/team/wiki.sops.yaml',
  ])
})
