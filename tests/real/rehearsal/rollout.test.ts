/** The change of 8 February 2026 with a service that goes, rolled out by its plan on a real control plane; and a plan that forgets. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resolvedOf } from '@homelab/estate/model'
import { type Explained, type Outcome, unlike } from '@homelab/rehearsal'
import { rehearse } from '@homelab/rehearsal/run'
import { rolloutBetween } from '@homelab/synth/rollout'
import { beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import * as ownEstate from '../../changes/own-estate.ts'
import { gitopsOf } from '../control-plane/gitops.ts'
import { programs } from '../control-plane/programs.ts'

const built = await programs()
const gitops = gitopsOf(minikube)
const explained = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../apps/blumeops/rehearsal.json'), 'utf8'),
) as Explained

/** A step that nobody does, and a service whose step says of nothing that it goes. */
const forgotten = 'docs/application/docs#remove'
const silent = `${ownEstate.leaving}/application/${ownEstate.leaving}#remove`

/** Commands that only the later guide has: one that works, and one that does not. */
const [works, fails] = [
  'kubectl create configmap more --namespace=default',
  'kubectl create configmap more --namespace=nobody-makes',
]
const guide = 'docs/guides/bootstrap.md'

describe.skipIf(built === undefined)('a rollout', () => {
  let outcome: Outcome
  let whole: Awaited<ReturnType<typeof rolloutBetween>>

  beforeAll(async () => {
    if (built === undefined) return
    const [was, next] = [textsOf(await ownEstate.withMore()), textsOf(await ownEstate.after())]
    whole = await rolloutBetween(was, next, blumeops.parts)
    const first = 'kubectl create namespace argocd\n'
    const more = next.get(guide)?.replace(first, `${first}${works}\n${fails}\n`) ?? ''
    const is = new Map([...next, [guide, more]])
    const rollout = whole
      .filter(({ id }) => id !== forgotten)
      .map(step => (step.id === silent ? { ...step, takes: [] } : step))
    outcome = await rehearse({
      ...{ programs: built, cluster: minikube, gitops, keeping: blumeops, explained, files: is },
      services: resolvedOf(blumeops).services.filter(({ at }) => at.name === minikube.name),
      from: { files: was, rollout },
      ...{ say: () => undefined, signal: new AbortController().signal, longest: 2400 },
    })
  })

  test('has both steps', () => {
    expect(whole.map(({ id }) => id)).toEqual(expect.arrayContaining([forgotten, silent]))
    expect(whole.find(({ id }) => id === forgotten)?.takes).toEqual(['ConfigMap docs/docs-words'])
  })

  test('is followed: every step in the cluster is done, none fails', () => {
    const { followed = [] } = outcome
    const cluster = whole.filter(({ id, system }) => system === 'kubernetes' && id !== forgotten)
    expect(cluster.length).toBeGreaterThan(8)
    const done = followed.filter(({ step }) => cluster.some(({ id }) => id === step))
    expect(done.filter(({ how }) => how !== 'done')).toEqual([])
    expect(done).toHaveLength(cluster.length)
    expect(followed.filter(({ step }) => step === 'caddy/role/caddy#apply')).toMatchObject([{ how: 'elsewhere' }])
  })

  test('has the commands that only the later guide has, and one that fails is told', () => {
    const guided = (outcome.followed ?? []).filter(({ step }) => step.startsWith('guide: '))
    expect(guided).toMatchObject([
      { step: `guide: ${works}`, how: 'done' },
      { step: `guide: ${fails}`, how: 'failed', why: expect.stringContaining('"nobody-makes" not found') },
    ])
    expect(outcome.problems.filter(isGuided)).toEqual([expect.stringContaining(`step guide: ${fails} failed: `)])
  })

  test('that forgets a step leaves its Application out of sync, and no other', () => {
    const red = outcome.rows.filter(({ verdict }) => verdict === 'red')
    expect(red.map(({ application, reason }) => `${application}: ${reason}`)).toEqual([
      'docs: out of sync: ConfigMap/docs-words',
    ])
  })

  test('that does not say what goes is told each object, and nothing else', () => {
    const said = /^(?<object>\S+ \S+) is pruned, and no step says so$/
    const told = outcome.problems
      .filter(problem => !isGuided(problem))
      .map(problem => said.exec(problem)?.groups?.['object'] ?? problem)
    const taken = whole.find(({ id }) => id === silent)?.takes ?? []
    // Applications are in no snapshot: they change all the time.
    expect(told).toEqual(expect.arrayContaining(taken.filter(object => !object.startsWith('Application '))))
    const own = ` ${ownEstate.leaving}/`
    expect(told.filter(object => !object.includes(own) && !object.startsWith('PersistentVolume '))).toEqual([])
  })

  test('by its whole plan nothing is taken that it does not name', () => {
    expect(unlike(whole, outcome.followed ?? [], outcome.moved ?? []).filter(told => !isGuided(told))).toEqual([])
  })
})

function isGuided(problem: string): boolean {
  return problem.startsWith('step guide: ')
}

function textsOf({ rendered }: Awaited<ReturnType<typeof ownEstate.after>>): ReadonlyMap<string, string> {
  return new Map([...rendered].map(([path, { text }]) => [path, text]))
}
