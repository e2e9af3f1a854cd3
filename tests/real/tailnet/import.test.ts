/** Policies that exist, in the estate's words and back: every one that Tailscale's control plane took. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { estate, resolvedOf, type TailnetPolicyProps, tailnetPolicy } from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { readHujson } from '@homelab/formats'
import { fillPeople, type Policy, readPolicy, renderPolicy } from '@homelab/tailnet'
import { equalPolicies, type Imported, importPolicy, printImported } from '@homelab/tailnet/import'
import { tailnetOf } from '@homelab/tailnet/render'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { root } from '../../support/sources.ts'
import { skipped } from '../tools.ts'
import { recording, recordingNames, recordingsFolder } from './recordings.ts'

const folder = await recordingsFolder()
const meta = { url: 'file:///lab/apps/lab/estate.ts' }

test('every accepted recording is said in the estate’s words, and rendered as it was', async context => {
  if (folder === undefined) return context.skip(skipped('go'))
  const accepted = recordingNames(folder)
    .map(name => recording(folder, name))
    .filter(one => one.accepted)
  const wrong = accepted.flatMap(({ name, policy }) => {
    const { props, people, unsaid } = importPolicy(policy)
    const said = unsaid.map(({ path, why }) => `${path}: ${why}`)
    const back = readPolicy(rendered(props, people)).policy
    const { differences } = equalPolicies(readPolicy(once(policy)).policy, back)
    const told = [...said, ...differences.map(one => JSON.stringify(one))]
    return told.length === 0 ? [] : [[name, told] as const]
  })
  process.stdout.write(`recordings taken over: ${accepted.length - wrong.length} of ${accepted.length}\n`)
  expect(Object.fromEntries(wrong)).toEqual({})
})

test('what is printed type-checks, says the same, and holds nobody’s login', async context => {
  if (folder === undefined) return context.skip(skipped('go'))
  const at = mkdtempSync(join(import.meta.dirname, 'imported-'))
  onTestFinished(() => rmSync(at, { recursive: true, force: true }))
  const all = recordingNames(folder)
    .map(name => recording(folder, name))
    .filter(one => one.accepted)
    .map(({ name, policy }) => ({ file: `${name.replaceAll(/\W/g, '-')}.ts`, imported: importPolicy(policy) }))
  for (const { file, imported } of all) writeFileSync(join(at, file), printImported(imported, 'a recording'))
  const config = { extends: join(root, 'tsconfig.json'), include: ['*.ts'] }
  writeFileSync(join(at, 'tsconfig.json'), JSON.stringify(config))
  const checked = await execa(join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', at], { reject: false })
  expect(checked.stdout).toBe('')
  const others: string[] = []
  for (const { file, imported } of all) {
    const text = readFileSync(join(at, file), 'utf8')
    if ([...imported.people.keys()].some(login => text.includes(login))) others.push(`${file}: a login`)
    const { tailnet } = (await import(join(at, file))) as { readonly tailnet: TailnetPolicyProps }
    const { differences } = equalPolicies(policyOf(tailnet), policyOf(imported.props))
    if (differences.length > 0) others.push(`${file}: ${JSON.stringify(differences)}`)
  }
  expect(others).toEqual([])
}, 300_000)

/** An estate says a thing once: what stands twice in a list of a recording is there once. */
function once(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, once(each)]))
  return [...new Map(value.map(each => [JSON.stringify(each), once(each)])).values()]
}

function policyOf(props: TailnetPolicyProps): Policy {
  return readPolicy(rendered(props, new Map())).policy
}

/** The policy of an estate that is nothing else, with everybody's login. */
function rendered(props: TailnetPolicyProps, people: Imported['people']): unknown {
  const made = tailnetOf(
    resolvedOf(
      estate(meta, 'lab', {
        ...emptyEstate,
        title: 'Lab',
        people: [...people.values()],
        tailnet: tailnetPolicy(meta, props),
      }),
    ),
  )
  if (made === undefined) throw new Error('no policy')
  const text = renderPolicy(made.document, 'From a recording.')
  const logins = Object.fromEntries([...people].map(([login, { name }]) => [name, login]))
  return readHujson(people.size === 0 ? text : fillPeople(text, logins)).value
}
