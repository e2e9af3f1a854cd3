/** Where Flux delivers: what it applies without being asked, and in which order a rollout comes then. Written by hand. */
import { type Plan, runText } from '@homelab/plan'
import { describe, expect, test } from 'vitest'
import { type Edit, edited, harbourSources, harbourTrial } from '../support/lab-sources.ts'
import { rendered } from './cottage.ts'
import { planned } from './planned.ts'

type Edits = Readonly<Record<string, string | undefined | Edit[]>>

const byHand: Edits = { 'places.ts': [["sync: 'by-itself'", "sync: 'by-hand'"]] }
const upgrade: Edits = { 'services/log.ts': [["'2.4.1'", "'2.5.0'"]] }
/** A second field of the vault. */
const secret: Edits = {
  'vault.ts': [["['session-key']", "['session-key', 'pepper']"]],
  'services/log.ts': [
    ["secretKey('log', 'session-key') }", "secretKey('log', 'session-key'), PEPPER: secretKey('log', 'pepper') }"],
    ["['session-key'] } })", "['session-key'], pepper: secrets['apps/log'].pepper } })"],
  ],
}
const without: Edits = {
  'services/log.ts': undefined,
  'vault.ts': [["    'apps/log': { fields: ['session-key'] },\n", '']],
  'services/index.ts': [
    ["import { log } from './log.ts'\n", ''],
    ['  log,\n', ''],
  ],
}

/** The same group without its Secret. */
const secretless: Edits = {
  'vault.ts': [["    'apps/log': { fields: ['session-key'] },\n", '']],
  'services/log.ts': [
    ["      env: { SESSION_KEY: secretKey('log', 'session-key') },\n", ''],
    ["    secrets: [externalSecret('log', { data: { 'session-key': secrets['apps/log']['session-key'] } })],\n", ''],
  ],
}

async function revision(title: string, edits: Edits) {
  const sources = edited(harbourSources, edits, 'harbour')
  const outcome = await harbourTrial.run(sources)
  if ('failed' in outcome) throw new Error(outcome.failed)
  expect([...outcome.findings], title).toEqual([])
  return rendered(title, sources, outcome.files)
}

async function planOf(before: Edits, after: Edits): Promise<Plan> {
  return (await planned(await revision('before', before), await revision('after', after))).plan
}

const lines = ({ steps }: Plan): readonly string[] => steps.map(({ run }) => runText(run))

const flags = '--context=harbour --namespace=flux-system'
const shown = `flux diff kustomization log --path=rendered/cluster/manifests/log --kustomization-file=rendered/cluster/flux/kustomizations/log.yaml --ignore-not-found --progress-bar=false ${flags}`
const root = `flux reconcile kustomization harbour --with-source --timeout=10m ${flags}`

/** These, in this order, among others. */
function inOrder(all: readonly string[], ...expected: readonly string[]): void {
  expect(all.filter(line => expected.includes(line))).toEqual(expected)
}

describe('what is pushed is applied without being asked', () => {
  test('so it is looked at before, and the commands only wait for it', async () => {
    const plan = await planOf({}, upgrade)
    const apply = `flux reconcile kustomization log --with-source --timeout=10m ${flags}`
    inOrder(lines(plan), shown, 'git push', root, apply)
    const push = plan.steps.find(({ id }) => id === 'repository#push')
    expect(push?.notes.join('; ')).toContain(`flux suspend kustomization --all ${flags}`)
  })

  test('and what must be there before comes before the push', async () => {
    const [put, apply] = ['secret/harbour/apps/log/pepper#put', 'log/kustomization/log#apply']
    // By no other rule than this one.
    const rule = { name: 'put-before-apply', edges: () => [{ first: put, next: apply, because: 'it is read' }] }
    const { by } = await planned(await revision('before', {}), await revision('after', secret))
    const push = by([rule]).steps.find(({ id }) => id === 'repository#push')
    expect(push?.after).toEqual([{ step: put, because: 'it is read' }])
  })

  test('what a group no longer has goes when it is brought', async () => {
    const { steps } = await planOf({}, secretless)
    expect(steps.filter(({ id, system }) => system === 'kubernetes' && id.endsWith('#remove'))).toEqual([])
    const apply = steps.find(({ id }) => id === 'log/kustomization/log#apply')
    expect(apply?.dangers.map(({ subject }) => subject)).toContain('ExternalSecret log/log')
  })

  test('a group goes with the run of the root', async () => {
    // Once for what is new of the others, and once for what it takes away.
    const plan = await planOf({}, without)
    inOrder(lines(plan), `flux tree kustomization log ${flags}`, 'git push', root, root)
    const end = plan.steps.find(({ id }) => id === 'log/kustomization/log#remove')
    expect(end?.notes).toEqual(['claim log/log-charts stays with its data until somebody deletes it'])
    expect(end?.back).toHaveProperty('how')
  })
})

describe('suspended, each group is resumed in its turn', () => {
  test('after the push', async () => {
    const plan = await planOf(byHand, { ...byHand, ...upgrade })
    inOrder(lines(plan), 'git push', shown, `flux resume kustomization log --timeout=10m ${flags}`)
    expect(plan.steps.find(({ id }) => id === 'repository#push')?.notes).toContain('nothing is synced by it')
  })

  test('and on the way back of one that is new, which is not looked at', async () => {
    const { steps } = await planOf({ ...byHand, ...without }, byHand)
    const apply = steps.find(({ id }) => id === 'log/kustomization/log#apply')
    const back = apply !== undefined && 'run' in apply.back ? apply.back.run.map(runText) : []
    expect(back.filter(line => line.startsWith('flux'))).toEqual([
      `flux resume kustomization log --wait=false ${flags}`,
      `flux delete kustomization log --silent ${flags}`,
    ])
  })

  test('and to end one with its objects, too', async () => {
    const all = lines(await planOf(byHand, { ...byHand, ...without }))
    inOrder(
      all,
      `flux tree kustomization log ${flags}`,
      `flux resume kustomization log --wait=false ${flags}`,
      `flux delete kustomization log --silent ${flags}`,
    )
  })
})
