/** One Argo CD for two clusters: what it may do in the second follows what is rendered, and it ends what leaves while it still may. By hand. */

import { type Cluster, type Estate, endpoint, http, image, type Needs, service } from '@homelab/estate/model'
import { asEnv, object, objects } from '@homelab/kubernetes'
import type { Plan } from '@homelab/plan'
import type { Revision } from '@homelab/synth/diff'
import { expect, test } from 'vitest'
import { argo, far, home, storeAtHome } from '../findings/hills.ts'
import { fixture, pod } from '../findings/parts.ts'
import { openFindings, render } from '../support/render.ts'
import { rendered } from './cottage.ts'
import { planned } from './planned.ts'
import { unsound } from './sound.ts'

interface Said {
  /** Where the service is that alone has ConfigMaps. */
  readonly maps?: Cluster | 'nowhere'
  /** How many of them it has, and what they say. */
  readonly text?: readonly string[]
  /** Whom the pages ask. */
  readonly asks?: 'search'
}

function estate({ maps = far, text = ['a'], asks }: Said): Estate {
  const texts = text.map((said, index) =>
    object('ConfigMap', { metadata: { name: `map-${index}` }, data: { text: said } }),
  )
  const account = object('ServiceAccount', { metadata: { name: 'reader' } })
  const search = service(import.meta, 'search', {
    ...{ title: 'Search', summary: 'finds pages', ports: { http: http(80) } },
    workload: pod({ at: far, namespace: 'search' }),
  })
  return fixture(import.meta, {
    clusters: [home, far],
    services: [
      ...[argo, storeAtHome],
      service(import.meta, 'web', {
        ...{ title: 'Web', summary: 'pages', ports: {} },
        ...(asks !== undefined && {
          needs: (): Needs => [endpoint(search, 'http', 'finds pages', asEnv({ SEARCH: 'url' }))],
        }),
        workload: pod({ at: far, container: { image: image('example.org/web', '1.0.0') } }),
      }),
      ...(asks === undefined ? [] : [search]),
      ...(maps === 'nowhere'
        ? []
        : [
            service(import.meta, 'maps', {
              ...{ title: 'Maps', summary: 'texts', ports: {} },
              workload: objects({ at: maps, namespace: 'maps', objects: [account, ...texts] }),
            }),
          ]),
    ],
  })
}

function revision(title: string, of: Estate): Revision {
  const { files, findings } = render(of)
  expect(openFindings(findings).filter(found => !found.startsWith('unstated-sync'))).toEqual([])
  return rendered(
    title,
    new Map(),
    [...files].map(([path, content]) => [path, { content, executable: false }]),
  )
}

async function planOf(before: Said, after: Said): Promise<Plan> {
  const { plan, changes, ...estates } = await planned(
    revision('before', estate(before)),
    revision('after', estate(after)),
  )
  expect(unsound(plan, changes, estates.before, estates.after)).toEqual([])
  return plan
}

const left =
  'what is of a kind, or in a namespace, that nothing else in far has, is no longer allowed there and stays: delete it with kubectl'

const ids = ({ steps }: Plan): readonly string[] => steps.map(({ id }) => id).filter(id => !id.includes('#preview'))

test('what goes from the second cluster to that of Argo CD is ended before it is no longer allowed there', async () => {
  expect(ids(await planOf({}, { maps: home }))).toEqual([
    'repository#push',
    'maps/application/maps#remove',
    'home/application/root#apply',
    'far/access#apply',
    'far/application/far#apply',
    'maps/application/maps#apply',
    'estate#check',
  ])
})

test('the last object of a kind is pruned before', async () => {
  expect(ids(await planOf({}, { text: [] }))).toEqual([
    'repository#push',
    'maps/application/maps#remove',
    'far/access#apply',
    'far/application/far#apply',
    'estate#check',
  ])
})

test('what comes is allowed first, and what goes with the same sync is looked after by hand', async () => {
  expect(ids(await planOf({ maps: 'nowhere' }, {}))).toEqual([
    'repository#push',
    'far/access#apply',
    'far/application/far#apply',
    'maps/application/maps#apply',
    'estate#check',
  ])
  const both = await planOf({ text: ['a', 'b'] }, { text: ['c'] })
  expect(ids(both)).toEqual([
    'repository#push',
    'far/application/far#apply',
    'maps/application/maps#apply',
    'maps/application/maps#remove',
    'estate#check',
  ])
  expect(both.steps.find(({ id }) => id === 'maps/application/maps#remove')?.notes).toEqual([left])
})

test('whoever used what leaves is brought first, and what is left then is said', async () => {
  const { steps } = await planOf({ asks: 'search' }, {})
  const [search, web] = ['search/application/search#remove', 'web/application/web#apply']
  expect(steps.map(({ id }) => id).filter(id => id === search || id === web)).toEqual([web, search])
  expect(steps.find(({ id }) => id === search)?.notes).toEqual([left])
})
