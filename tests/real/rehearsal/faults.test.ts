/** Faults that no check of rendered files sees, put into what is rendered: each must turn its Application red. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Explained, Outcome, Row } from '@homelab/rehearsal'
import { rehearse } from '@homelab/rehearsal/run'
import { beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { render } from '../../support/render.ts'
import { gitopsOf } from '../control-plane/gitops.ts'
import { programs } from '../control-plane/programs.ts'
import { type Healed, tamper } from './tamper.ts'

const built = await programs()
const gitops = gitopsOf(minikube)
const explained = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../apps/blumeops/rehearsal.json'), 'utf8'),
) as Explained

/** Files below the rendered folder, each with what stands there and what stands there instead. */
type Edits = readonly (readonly [path: string, was: string, is: string])[]

/** The Application, the fault, and what its row must say. All in one run: one needs two minutes. */
const faults: readonly (readonly [application: string, what: string, edits: Edits, said: RegExp])[] = [
  [
    'miniflux',
    'a wrong name in a Role',
    [['manifests/miniflux/Role-miniflux-db-reader.yaml', '- blumeops-pg-app\n', '- blumeops-pg\n']],
    /ExternalSecret\/miniflux-db Degraded/,
  ],
  [
    'grafana-config',
    'a field that the vault does not have',
    [['manifests/grafana-config/ExternalSecret-grafana-admin.yaml', 'property: password\n', 'property: pasword\n']],
    /ExternalSecret\/grafana-admin Degraded/,
  ],
  [
    'navidrome',
    'an Application for another cluster',
    [['apps/navidrome.yaml', 'server: https://kubernetes.default.svc', 'server: https://kubernetes.elsewhere.svc']],
    /InvalidSpecError/,
  ],
  [
    'docs',
    'a value that the API server refuses',
    [['manifests/docs/Service-docs.yaml', 'port: 80\n', 'port: 800000\n']],
    /Service\/docs: .*Invalid value/,
  ],
]

describe.skipIf(built === undefined)('a rehearsal of faults', () => {
  let outcome: Outcome
  let healed: Healed | undefined

  beforeAll(async () => {
    if (built === undefined) return
    const files = new Map(render(blumeops).files)
    for (const [path, was, is] of faults.flatMap(([, , edits]) => edits)) {
      const text = files.get(`${gitops.folder}/${path}`) ?? ''
      expect(text, path).toContain(was)
      files.set(`${gitops.folder}/${path}`, text.replace(was, is))
    }
    outcome = await rehearse({
      ...{ programs: built, cluster: minikube, gitops, keeping: blumeops, explained, files },
      ...{ say: () => undefined, signal: new AbortController().signal, longest: 2400 },
      before: async (plane, found) => {
        healed = await tamper(plane, found)
      },
    })
  })

  const row = (name: string): Row | undefined => outcome.rows.find(({ application }) => application === name)

  test.each(faults)('%s turns red by %s', (application, _, __, said) => {
    expect(row(application)).toMatchObject({ verdict: 'red', reason: expect.stringMatching(said) })
  })

  test('a Role that somebody changes is seen, and a sync puts it back', () => {
    const { seen, phase, changed, after } = healed ?? {}
    expect(seen).toEqual([`Role/${changed?.metadata.name}`])
    expect(phase).toBe('Succeeded')
    expect(after?.rules).toEqual(changed?.rules)
    expect(after?.metadata.uid).toBe(changed?.metadata.uid)
  })

  test('a Secret that somebody deletes is made anew', () => {
    expect(healed?.anew.metadata.name).toBe(healed?.deleted.metadata.name)
    expect(healed?.anew.metadata.uid).not.toBe(healed?.deleted.metadata.uid)
  })

  test('nothing else turns red', () => {
    const names = faults.map(([application]) => application)
    const red = outcome.rows.filter(({ verdict, application }) => verdict === 'red' && !names.includes(application))
    expect(red).toEqual([])
  })
})
