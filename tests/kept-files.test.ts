import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { formatFinding, resolvedOf, vault } from '@homelab/estate/model'
import { type Sops, sops, sopsStore } from '@homelab/secrets'
import { estateFile, keptFindings } from '@homelab/synth'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fixture } from './findings/parts.ts'

const recipient = `age1${'q'.repeat(58)}`

/** As SOPS writes it. */
const sound = [
  'password: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]',
  'sops:',
  '    age:',
  `        - recipient: ${recipient}`,
  '          enc: |',
  '            -----BEGIN AGE ENCRYPTED FILE-----',
  '    mac: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]',
  '',
].join('\n')

/** What is found in a repository with these files. */
function found(files: Readonly<Record<string, string>>, settings: Partial<Sops> = {}): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'kept-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const { vault: own } = vault('home', {
    store: sops({ recipients: [recipient], ...settings }),
    items: { 'team/app': { fields: ['password'] } },
  })
  const { parts, ...rest } = fixture(import.meta, { vaults: [own] })
  const resolved = resolvedOf({ ...rest, parts: [...(parts ?? []), sopsStore] })
  return keptFindings(estateFile(join(root, 'apps/home/estate.ts')), resolved).map(formatFinding)
}

test('a folder in which all is well', () => {
  expect(found({ 'secrets/team/app.sops.yaml': sound })).toEqual([])
})

test('what lies elsewhere is nobody’s, and neither is what Git keeps there', () => {
  const besides = {
    'other/x.sops.yaml': 'a: b\n',
    'secrets/.gitattributes': '*.yaml diff=sopsdiffer\n',
    'secrets/README.md': '#',
  }
  expect(found({ 'secrets/team/app.sops.yaml': sound, ...besides })).toEqual([])
})

test('no folder at all', () => {
  expect(found({})).toEqual([
    expect.stringMatching(
      /^missing-value home\.items\.team\/app .*no file of this item \(got secrets\/team\/app\.sops\.yaml\); make it: mkdir -p secrets\/team && sops edit --age age1q+ secrets\/team\/app\.sops\.yaml$/,
    ),
  ])
})

test('a folder of another name', () => {
  expect(found({ 'kept/team/app.sops.yaml': sound }, { folder: 'kept' })).toEqual([])
})

test.each([
  ['secrets/team/app.sops.yaml', 'password: hunter2\n', 'plain-value'],
  ['secrets/team/app.sops.yaml', sound.replace(/ENC\[.*\]/, 'hunter2'), 'plain-value'],
  ['secrets/team/app.sops.yaml', sound.replace('password', 'pass'), 'missing-value'],
  ['secrets/team/app.sops.yaml', sound.replace('age1q', 'age1p'), 'wrong-recipients'],
  ['secrets/key.pem', '-----BEGIN: hunter2: [', 'plain-value'],
])('%s with %j', (path, text, code) => {
  const all = found({ 'secrets/team/app.sops.yaml': sound, [path]: text })
  expect(all.map(each => each.split(' ')[0])).toEqual([code])
  expect(all.join()).not.toContain('hunter2')
})

test('a folder that is none is not looked into', () => {
  expect(found({}, { folder: '../..' })).toEqual([])
})

test('a file for others is encrypted for those who may without rules: none are rendered as long as that is found', () => {
  const other = `age1${'p'.repeat(58)}`
  expect(found({ 'secrets/team/app.sops.yaml': sound.replace(recipient, other) })).toEqual([
    expect.stringContaining(
      `say who may, or encrypt it for them: sops rotate --in-place --add-age ${recipient} --rm-age ${other} secrets/team/app.sops.yaml`,
    ),
  ])
  expect(found({ 'secrets/team/app.sops.yaml': sound }, { recipients: [recipient, other] })).toEqual([
    expect.stringContaining(`sops rotate --in-place --add-age ${other} secrets/team/app.sops.yaml`),
  ])
})

describe('items that are Secrets', () => {
  const secret = (head: string, values = '    password: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]\n'): string =>
    `${head}stringData:\n${values}${sound.slice(sound.indexOf('sops:'))}`
  const head = 'apiVersion: v1\nkind: Secret\nmetadata:\n    name: team-app\n'
  const foundIn = (text: string): readonly string[] =>
    found({ 'secrets/team/app.sops.yaml': text }, { asSecrets: true })

  test('are made with what Flux reads as it is, without rules', () => {
    expect(found({}, { asSecrets: true })).toEqual([
      expect.stringContaining(
        `make it: mkdir -p secrets/team && sops edit --age ${recipient} --encrypted-regex '^(data|stringData)$' secrets/team/app.sops.yaml`,
      ),
    ])
  })

  test('are well', () => {
    expect(foundIn(secret(head))).toEqual([])
  })

  test.each([
    ['another kind', head.replace('Secret', 'ConfigMap')],
    ['another version', head.replace('v1', 'v2')],
    ['another name', head.replace('team-app', 'app')],
    ['a namespace', `${head}    namespace: apps\n`],
    ['no name', head.replace(/metadata:\n.*\n/, '')],
  ])('with %s are no Secret that Flux would bring', (_, text) => {
    expect(foundIn(secret(text))).toEqual([
      expect.stringMatching(
        /^missing-value home\.items\.team\/app .*the file of the item is not its Secret \(.*expected a Secret team-app, without a namespace\); write it: sops edit secrets\/team\/app\.sops\.yaml/,
      ),
    ])
  })

  test('have their fields below stringData, and no value beside it as it was', () => {
    expect(foundIn(secret(head, '    other: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]\n'))).toEqual([
      expect.stringMatching(/^missing-value home\.items\.team\/app\.fields\.0 .*no such key/),
    ])
    expect(foundIn(`password: hunter2\n${secret(head)}`)).toEqual([expect.stringMatching(/^plain-value .*password/)])
  })
})
