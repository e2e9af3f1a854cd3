import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Estate, estate, resolvedOf, type TailnetPolicyProps, tailnetPolicy } from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { readHujson } from '@homelab/formats'
import { type Policy, readPolicy, renderPolicy } from '@homelab/tailnet'
import { equalPolicies, importPolicy, printImported } from '@homelab/tailnet/import'
import { policyPath, tailnetOf } from '@homelab/tailnet/render'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import words from './findings/valid/tailnet-words.ts'
import { render } from './support/render.ts'
import { root } from './support/sources.ts'

const meta = { url: 'file:///lab/apps/lab/estate.ts' }
const main = join(root, 'packages/synth/src/start.js')

/** The policy of an estate that is nothing else. */
function rendered(props: TailnetPolicyProps): string {
  const lab: Estate = estate(meta, 'lab', { ...emptyEstate, title: 'Lab', tailnet: tailnetPolicy(meta, props) })
  const made = tailnetOf(resolvedOf(lab))
  if (made === undefined) throw new Error('no policy')
  return renderPolicy(made.document, 'From a test.')
}

async function command(policy: string): Promise<{ code: number | undefined; out: string; err: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'import-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'policy.hujson'), policy)
  const done = await execa('node', [main, 'tailnet-import', join(folder, 'policy.hujson')], { reject: false })
  return { code: done.exitCode, out: done.stdout, err: done.stderr }
}

describe.each([
  ['blumeops', blumeops],
  ['the fixture of every word', words],
])('the policy of %s', (_name, own) => {
  const text = render(own).files.get(policyPath) ?? ''
  const { value, comments } = readHujson(text)
  const imported = importPolicy(value, comments)

  test('is said in the estate’s words, and rendered as it was', () => {
    expect(imported.unsaid).toEqual([])
    const back = readHujson(rendered(imported.props)).value
    expect(equalPolicies(value as Policy, back as Policy).differences).toEqual([])
  })

  test('keeps what stands above its entries', () => {
    const { comments: back } = readHujson(rendered(imported.props))
    const entries = [...comments].filter(([path]) => /[[.]/.test(path))
    expect(entries.length).toBeGreaterThan(5)
    expect(entries.filter(([path, note]) => back.get(path) !== note)).toEqual([])
  })
})

test('another policy is not equal', () => {
  const { value } = readHujson(render(blumeops).files.get(policyPath) ?? '')
  const policy = readPolicy(value).policy
  const changed = (change: Partial<Policy>): readonly string[] =>
    equalPolicies(policy, { ...policy, ...change }).differences.map(({ section }) => section)
  expect(changed({})).toEqual([])
  expect(changed({ grants: policy.grants?.slice(1) ?? [] })).toEqual(['grants'])
  expect(changed({ grants: policy.grants?.toReversed() ?? [] })).toEqual(['grants'])
  expect(changed({ tagOwners: {} })).toEqual(['tagOwners'])
  expect(changed({ nodeAttrs: [{ target: ['*'], attr: ['funnel'] }] })).toEqual(['nodeAttrs'])
  expect(changed({ autoApprovers: { routes: { '10.0.0.0/8': ['tag:k8s'] } } })).toEqual(['routes', 'services'])
})

test('the command prints words, logins apart, and ends with 0', async () => {
  const { code, out, err } = await command(`{
    // Who lives here; ada@example.org looks after it.
    "groups": {"group:house": ["ada@example.org", "ben@example.org"]},
    "hosts": {"printer": "192.168.7.9"},
    "acls": [
      // Prints.
      {"action": "accept", "src": ["group:house"], "proto": "tcp", "dst": ["printer:631", "[fd00::7]:631"]},
    ],
    "tests": [{"src": "ada@example.org", "accept": ["printer:631"], "deny": ["ben@example.org:22"]}],
  }`)
  expect([code, err]).toEqual([0, 'login of ada: ada@example.org\nlogin of ben: ben@example.org'])
  expect(out).toBe(
    `import { person, tailnetPolicy, vault } from '@homelab/estate'

// A vault of the estate is to have the logins; put its own references here instead. Roles are not in a policy.
const { secrets } = vault('tailnet', { store: { kind: 'unsaid' }, items: { 'Tailnet people': { fields: ['ada', 'ben'] } } })

export const ada = person('ada', { role: 'member', login: secrets['Tailnet people'].ada })
export const ben = person('ben', { role: 'member', login: secrets['Tailnet people'].ben })

const printer = { alias: 'printer', address: '192.168.7.9' }

/** Taken over from FILE. */
export const tailnet = tailnetPolicy(import.meta, {
  hosts: [printer],
  groups: [{ name: 'group:house', members: [ada, ben], note: 'Taken over as it was.' }],
  grants: [],
  acls: [
    {
      src: ['group:house'],
      dst: [{ to: printer, ports: '631' }, { to: { address: 'fd00::7' }, ports: '631' }],
      proto: 'tcp',
      reason: 'Prints.',
    },
  ],
  tags: [],
  tests: [{ src: ada, accept: ['printer:631'], deny: ['{{ person:ben }}:22'] }],
})`.replace('FILE', /from (\S+)\. \*\//.exec(out)?.[1] ?? ''),
  )
})

test('what the estate has no word for is named, and the command ends with 1', async () => {
  const { code, out, err } = await command(
    '{"grants": [{"src": ["localpart:*@example.org"], "dst": ["*"], "ip": ["*"], "dstPosture": ["posture:x"]}], "derpMap": {}}',
  )
  expect(code).toBe(1)
  expect(err.split('\n')).toEqual([
    'no word for grants[0].dstPosture: no word of the estate is for it (["posture:x"])',
    'no word for grants[0].src: the evaluator does not know `localpart:` (localpart:*@example.org)',
    'no word for derpMap: no word of the estate is for it ({})',
  ])
  expect(out).toContain('// Without derpMap: no word of the estate is for it ({}).')
})

test('what is no policy is wrong usage', async () => {
  const { code, err } = await command('{"grants": [}')
  expect([code, err]).toEqual([2, expect.stringContaining('is no tailnet policy: line 1: ValueExpected')])
  expect((await command('[]')).code).toBe(2)
})

test('a module without people and hosts imports nothing else', () => {
  const text = printImported(importPolicy({ grants: [] }), 'x')
  expect(text.split('\n')[0]).toBe("import { tailnetPolicy } from '@homelab/estate'")
})
