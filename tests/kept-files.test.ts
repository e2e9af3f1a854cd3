import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { formatFinding, resolvedOf, vault } from '@homelab/estate/model'
import { type Sops, sops, sopsStore } from '@homelab/secrets'
import { estateFile, keptFindings } from '@homelab/synth'
import { expect, onTestFinished, test } from 'vitest'
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
      /^missing-value home\.items\.team\/app .*no file of this item \(got secrets\/team\/app\.sops\.yaml\); make it: sops edit --age age1q+ secrets\/team\/app\.sops\.yaml$/,
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
