/** Two clusters with objects of the same names, each with an Argo CD of its own: what a rollout does to one leaves the other alone. By hand. */

import {
  type Cluster,
  cluster,
  database,
  type Estate,
  host,
  http,
  image,
  type Needs,
  notBackedUp,
  type Service,
  service,
} from '@homelab/estate/model'
import {
  alsoAt,
  argoCd,
  argoCdInstallation,
  bootstrapStep,
  claim,
  claimTemplate,
  statefulSet,
} from '@homelab/kubernetes'
import { type Plan, runText } from '@homelab/plan'
import type { Revision } from '@homelab/synth/diff'
import { expect, test } from 'vitest'
import { fixture, kind, pod, server, store } from '../findings/parts.ts'
import { openFindings, render } from '../support/render.ts'
import { rendered } from './cottage.ts'
import { planned } from './planned.ts'
import { unsound } from './sound.ts'

const { kind: _, name: __, tailnet: ___, ...rest } = kind
const box = host('two-boxes', { platform: 'linux', role: 'both sides', home: '/home/box', lanAddress: '192.0.2.1' })
const lab = notBackedUp('a lab')

function bank(name: string, sync: 'by-hand' | 'by-itself' = 'by-hand'): Cluster {
  return cluster(name, {
    ...{ ...rest, on: box, context: `admin@${name}`, source: { ...kind.source, folder: name } },
    delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: `${name}-root`, sync }),
  })
}

interface Said {
  readonly right?: 'gone' | 'by-itself'
  /** Without it there. */
  readonly wiki?: 'left alone'
  /** Of what the wiki on the right keeps. */
  readonly size?: string
  readonly tool?: 'left' | 'right'
  readonly server?: 'left' | 'right'
  /** The name of the Service of the StatefulSet on the right, which can't be changed in place. */
  readonly cache?: string
}

function both({ right: as, wiki, size = '2Gi', tool, server: sql, cache = 'cache' }: Said = {}): Estate {
  const [left, right] = [bank('left'), bank('right', as === 'by-itself' ? as : 'by-hand')]
  const argo = service(import.meta, 'argo', {
    ...{ title: 'Argo CD', summary: 'brings all', ports: { http: http(80) } },
    workload: argoCdInstallation({
      ...{ at: left, version: 'v3.3.2', parameters: {}, settings: {}, policy: [], knownHosts: [] },
      bootstrap: [bootstrapStep('argo', { what: 'Apply it.', commands: ['kubectl create namespace argocd'] })],
    }),
  })
  const kept = (name: string, of: string) => [claim('pages', `${name}-data`, { size: of, holds: 'pages', backup: lab })]
  const keeping = (name: string, at: Cluster, of: string) =>
    service(import.meta, name, {
      ...{ title: name, summary: 'keeps things', ports: {} },
      workload: pod({
        ...{ at, strategy: 'Recreate', volumes: kept(name, of) },
        container: { image: image(`example.org/${name}`, '1.0.0'), mounts: { pages: '/pages' } },
      }),
    })
  const cacheAs = (serviceName: string) =>
    service(import.meta, 'cache', {
      ...{ title: 'Cache', summary: 'remembers', ports: { http: http(8080) } },
      workload: statefulSet({
        ...{ at: left, namespace: 'apps', serviceName, container: { image: image('example.org/cache', '1.0.0') } },
        volumes: [claimTemplate('data', { size: '1Gi', holds: 'what was asked', backup: lab })],
      }),
    })
  const wikis = keeping('wiki', left, '2Gi')
  const onRight = [
    ...[alsoAt(right, argo), alsoAt(right, store), alsoAt(right, cacheAs(cache))],
    ...(wiki === undefined ? [alsoAt(right, wikis, { workload: { volumes: kept('wiki', size) } })] : []),
  ]
  const side = (of: 'left' | 'right'): Cluster => (of === 'left' ? left : right)
  const serving = (at: Cluster): readonly Service[] => {
    const own = alsoAt(at, server(), { name: 'sql' })
    const notes = service(import.meta, 'notes', {
      ...{ title: 'Notes', summary: 'asks the server', ports: {}, workload: pod({ at }) },
      needs: (): Needs => [database(own, 'notes', { bootstrap: {}, backup: lab })],
    })
    return [own, notes]
  }
  return fixture(import.meta, {
    hosts: [box],
    clusters: as === 'gone' ? [left] : [left, right],
    services: [
      ...[argo, alsoAt(left, store), wikis, cacheAs('cache')],
      ...(as === 'gone' ? [] : onRight),
      ...(tool === undefined ? [] : [keeping('tool', side(tool), '1Gi')]),
      ...(sql === undefined ? [] : serving(side(sql))),
    ],
  })
}

function revision(title: string, estate: Estate): Revision {
  const { files, findings } = render(estate)
  expect(openFindings(findings).filter(found => !found.startsWith('unstated-sync'))).toEqual([])
  const tree = [...files].map(([path, content]) => [path, { content, executable: false }] as const)
  return rendered(title, new Map(), tree)
}

async function planOf(before: Said, after: Said): Promise<Plan> {
  const { plan, changes, ...estates } = await planned(revision('before', both(before)), revision('after', both(after)))
  expect(unsound(plan, changes, estates.before, estates.after)).toEqual([])
  return plan
}

const ids = ({ steps }: Plan): readonly string[] => steps.map(({ id }) => id)
const run = ({ steps }: Plan, id: string): string => {
  const step = steps.find(each => each.id === id)
  return step === undefined ? `no ${id}` : runText(step.run)
}
const reasons = ({ steps }: Plan, id: string) => steps.find(each => each.id === id)?.after.map(({ step }) => step)

test('what one side no longer has is saved and ended there', async () => {
  expect(ids(await planOf({}, { wiki: 'left alone' }))).toEqual([
    'wiki-right/volume/pages#save',
    'repository#push',
    'right/application/right-root#preview',
    'right/application/right-root#apply',
    'wiki-right/application/wiki-right#remove',
    'estate#check',
  ])
})

test('a claim that shrinks on one side is saved, made anew and filled there', async () => {
  const plan = await planOf({}, { size: '1Gi' })
  expect(ids(plan)).toEqual([
    'wiki-right/volume/pages#save',
    'repository#push',
    'right/application/right-root#apply',
    'wiki-right/application/wiki-right#preview',
    'wiki-right/volume/pages#recreate',
    'wiki-right/application/wiki-right#apply',
    'wiki-right/volume/pages#carry',
    'estate#check',
  ])
  // Its cluster is the same: nothing says which.
  expect(run(plan, 'wiki-right/volume/pages#carry')).toContain('from claim wiki-data to claim wiki-data, which')
})

test('what can only be recreated is ended in its own cluster', async () => {
  const plan = await planOf({}, { cache: 'another' })
  const release = plan.steps.find(
    ({ run: { kind: by }, does }) => by === 'command' && does.startsWith('ends StatefulSet'),
  )
  expect(release === undefined ? '' : runText(release.run)).toMatch(/^kubectl --context=admin@right .*cache/)
  expect(release?.interrupts).toEqual([{ who: [], what: 'the pods run on', lasts: 'until the delivery recreates it' }])
  expect(ids(plan).filter(id => id.startsWith('cache/') || id.startsWith('left/'))).toEqual([])
})

test('what goes from one to the other comes there first, with its data, and each root says its own half', async () => {
  const plan = await planOf({ tool: 'left' }, { tool: 'right' })
  expect(run(plan, 'tool/application/tool#apply')).toMatch(/ --argocd-context=right$/)
  expect(run(plan, 'tool/application/tool#remove')).toMatch(/ --argocd-context=left$/)
  expect(run(plan, 'tool/volume/pages#carry')).toContain('from claim tool-data of left to claim tool-data of right')
  expect(reasons(plan, 'tool/application/tool#preview')).toEqual(['right/application/right-root#apply'])
  expect(reasons(plan, 'tool/application/tool#remove')).toEqual([
    'left/application/left-root#apply',
    'tool/volume/pages#carry',
  ])
  const [shown, ...others] = plan.tests.filter(({ by }) => by.startsWith('argocd app diff tool '))
  expect([shown?.by, others]).toEqual([expect.stringMatching(/ --argocd-context=right$/), []])
  // That an Application comes is shown by the root.
  expect(shown?.expect).toBe(
    'shows Deployment apps/tool added; PersistentVolumeClaim apps/tool-data added, and nothing else',
  )
})

test('a server that goes from one to the other is saved, loaded there, and has no way back once it ended', async () => {
  const plan = await planOf({ server: 'left' }, { server: 'right' })
  expect(ids(plan).filter(id => /#(save|carry)$|^sql\/.*#(apply|remove)$/.test(id))).toEqual([
    'database/sql/notes#save',
    'sql/application/sql#apply',
    'database/sql/notes#carry',
    'sql/application/sql#remove',
  ])
  expect(run(plan, 'database/sql/notes#carry')).toContain('of database notes into sql of right, which comes empty')
  expect(plan.steps.find(({ id }) => id === 'sql/application/sql#remove')?.back).toEqual({
    none: 'server sql is gone with its data: what was saved before is all there is',
  })
})

test('of a side that goes its Argo CD goes last, and nobody asks it for what is no longer rendered', async () => {
  const plan = await planOf({}, { right: 'gone' })
  const own = ids(plan).filter(id => /#(remove|apply|preview)$/.test(id))
  expect(own.slice(0, -2).toSorted()).toEqual([
    'cache-right/application/cache-right#remove',
    'store-right/application/store-right#remove',
    'wiki-right/application/wiki-right#remove',
  ])
  expect(own.slice(-2)).toEqual(['right/application/right-root#remove', 'argo-right/application/argocd-right#remove'])
  expect(run(plan, 'right/application/right-root#remove')).toMatch(/^argocd app delete right-root --cascade/)
  expect(run(plan, 'argo-right/application/argocd-right#remove')).toMatch(
    /^by hand: .* with kubectl, or with the cluster/,
  )
})

test('of a side that comes nothing is shown before anything answers there', async () => {
  const plan = await planOf({ right: 'gone' }, {})
  expect(ids(plan).slice(0, 2)).toEqual(['repository#push', 'right/application/right-root#apply'])
  expect(plan.steps[1]?.notes).toEqual([
    'nothing delivers to this cluster yet: follow the guide to bootstrap up to here',
  ])
})

test('who is one of two from now on, or alone again, is logged in to anew where the plan tells it something', async () => {
  const noted = async (before: Said, after: Said) =>
    (await planOf(before, after)).steps
      .find(({ id }) => id === 'repository#push')
      ?.notes.filter(each => /log in/.test(each))
  const login = 'log in to what delivers to left again, as docs/guides/bootstrap.md does: it goes by'
  expect(await noted({ right: 'gone' }, { tool: 'left' })).toEqual([`${login} the name left from now on`])
  expect(await noted({ tool: 'left' }, { right: 'gone' })).toEqual([`${login} no name from now on`])
  expect(await noted({ right: 'gone' }, {})).toEqual([])
  expect(await noted({}, { tool: 'left' })).toEqual([])
})

test('that one side syncs by itself from now on, somebody brings it', async () => {
  const root = 'right/application/right-root'
  const plan = await planOf({}, { right: 'by-itself' })
  expect(run(plan, `${root}#apply`)).toBe('argocd app sync right-root --timeout 600 --argocd-context=right')
  expect(run(plan, `${root}#preview`)).toMatch(/^argocd app diff right-root /)
  const later = await planOf({ right: 'by-itself' }, { right: 'by-itself', wiki: 'left alone' })
  expect(run(later, `${root}#apply`)).toBe('argocd app get right-root --refresh --argocd-context=right')
})
