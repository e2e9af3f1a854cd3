import {
  type ClusterDelivery,
  cluster,
  type Estate,
  estate,
  host,
  http,
  image,
  resolvedOf,
  type Service,
  service,
  type Verdict,
} from '@homelab/estate/model'
import { emptyEstate, sampleCluster } from '@homelab/estate/samples'
import { type Block, chain, command, commandText, joined, noted, piped, shell } from '@homelab/formats/page'
import { present } from '@homelab/formats/present'
import { clusterParts, deployment, object, objects } from '@homelab/kubernetes'
import { applicationFiles } from '@homelab/kubernetes/compare'
import type { ClusterToAdopt, KubernetesDelivery } from '@homelab/kubernetes/delivery'
import { describe, expect, test } from 'vitest'
import { openFindings, render } from '../support/render-estate.ts'

export interface DeliveryUnderTest {
  readonly part: KubernetesDelivery
  /** What a cluster says to be delivered to by it. */
  readonly settings: ClusterDelivery
  /** An object that the cluster keeps of a group, as the API gives it, with what it must be judged as. */
  readonly answers: readonly (readonly [object: unknown, state: Verdict['state']])[]
}

/** What every delivery keeps to: run this for a new one, with answers of its own. Its renderer is loaded. */
export function deliveryContract(name: string, { part, settings, answers }: DeliveryUnderTest): void {
  const box = host('box', { platform: 'linux', role: 'runs it' })
  const at = cluster('lab', {
    on: box,
    ...sampleCluster,
    ...{ context: 'lab', networkPolicies: true },
    source: { repository: 'https://git.example.com/lab.git', revision: 'main', rendered: 'out', folder: 'lab' },
    delivery: settings,
  })
  const of = (file: string): { readonly url: string } => ({ url: `file:///repo/apps/lab/${file}.ts` })
  const wiki = service(of('services/wiki'), 'wiki', {
    ...{ title: 'Wiki', summary: 'notes', ports: { http: http(3000) } },
    workload: deployment({ at, namespace: 'wiki', container: { image: image('ghcr.io/example/wiki', '2.4.1') } }),
  })
  const shared = (of_: string): Service =>
    service(of(`services/${of_}`), of_, {
      ...{ title: of_, summary: 'settings', ports: {} },
      workload: objects({
        ...{ at, namespace: 'settings', application: { name: 'shared' } },
        objects: [object('ConfigMap', { metadata: { name: of_ }, data: { a: 'b' } })],
      }),
    })
  const lab = (...services: readonly Service[]): Estate =>
    estate(of('estate'), 'lab', {
      ...{ ...emptyEstate, title: 'Lab', hosts: [box], clusters: [at] },
      services,
      parts: [...clusterParts.filter(each => each.contract !== 'delivery'), part],
    })
  const whole = lab(wiki, shared('one'), shared('two'))
  const resolved = resolvedOf(whole)
  const { files, findings } = render(whole)
  const manifests = [...files.keys()].filter(path => path.startsWith('lab/manifests/'))

  describe(`${name} as a delivery`, () => {
    const groupsOf = (of_: Estate): readonly string[] => {
      const rendered = [...render(of_).files].map(([path, content]) => ({ path, content, sources: [] }))
      const root = part.root(at)
      return applicationFiles(resolvedOf(of_), rendered).flatMap(group => (group.name === root ? [] : [group.name]))
    }
    const groups = groupsOf(whole)

    test('an estate of its cluster renders without findings, and without it there is one', () => {
      expect(openFindings(findings)).toEqual([])
      const parts = clusterParts.filter(each => each.contract !== 'delivery')
      expect(openFindings(render({ ...whole, parts }).findings)).toEqual(['unclaimed-workload lab delivery'])
    })

    test('every rendered object lies in the folder of exactly one group, and each group is delivered', () => {
      expect([...groups].sort()).toEqual(['shared', 'wiki'])
      expect(manifests.length).toBeGreaterThan(3)
      expect(manifests.filter(path => !groups.includes(path.split('/')[2] ?? ''))).toEqual([])
    })

    test('what it renders names each group, and every folder of the repository that it names is there', () => {
      const own = [...files].filter(([path]) => path.startsWith('lab/') && !path.startsWith('lab/manifests/'))
      for (const group of groups) expect(own.some(([path, text]) => `${path}\n${text}`.includes(group))).toBe(true)
      const named = own.flatMap(([, text]) => [...text.matchAll(/\bout\/(lab\/[\w/-]+)/g)].map(([, path = '']) => path))
      expect(
        named.filter(path => ![...files.keys()].some(file => file === path || file.startsWith(`${path}/`))),
      ).toEqual([])
    })

    test('each group has its steps, and is asked after once it is applied', () => {
      for (const { runs } of resolved.services) {
        expect(runs.deliveries.length).toBe(1)
        for (const { id } of runs.deliveries) {
          const steps = runs.operations.filter(({ to }) => to === id)
          // Where it has begun before it could be looked at, a commit is looked at instead.
          const begun = part.byItself?.(at, { name: 'any' }) !== undefined && part.previewsFiles !== true
          const expected = ['status', ...(begun ? [] : ['preview']), 'apply']
          expect(steps.map(({ does }) => does)).toEqual(expect.arrayContaining(expected))
          const apply = steps.find(({ does }) => does === 'apply')
          expect(apply?.until).toBe(`${id}?`)
          expect(apply?.effect).toBe('changes')
          expect(steps.filter(({ does }) => does !== 'apply').every(({ effect }) => effect === 'reads')).toBe(true)
          expect(runs.questions.some(question => question.id === `${id}?`)).toBe(true)
        }
      }
    })

    test('ids are unique, and services that share a group say the same of it', () => {
      const ids = resolved.services.flatMap(({ runs }) => runs.deliveries.map(({ id }) => id))
      expect(new Set(ids).size).toBe(ids.length)
      const kinds = resolved.services.flatMap(({ runs }) =>
        runs.deliveries.map(each => each.by === 'delivery' && each.kind),
      )
      expect([...new Set(kinds)]).toEqual(part.kinds)
    })

    test('an answer is judged, and one that says nothing is never fine', () => {
      const { judge, resource } = part.question(at)
      expect(resource).toMatch(/^[a-z]+(\.[a-z0-9.-]+)?$/)
      expect(answers.map(([object_]) => judge(object_).state)).toEqual(answers.map(([, state]) => state))
      expect(answers.map(([, state]) => state)).toEqual(expect.arrayContaining(['up', 'down', 'unknown']))
      expect(judge({ metadata: { name: 'wiki' } }).state).toBe('unknown')
    })

    test('the guides give its command that applies', () => {
      // Held for a rollout, what applies by itself is applied by hand.
      const held = part.holds?.(at, []).release === undefined ? part.byItself?.(at, { name: 'any' }) : undefined
      const textOf = (byItself: typeof held): string => {
        const steps = part.whole === undefined ? part.steps(at, { shell: '"$NAME"' }, '', byItself) : []
        const runs = [part.whole?.apply(at), ...steps.flatMap(({ does, run }) => (does === 'apply' ? [run] : []))]
        const [first] = runs.flatMap(run => (run?.kind === 'command' ? [run.words] : []))
        // A word may be a variable of the shell, which the guide sets.
        return (first ?? []).map(word => (typeof word === 'string' ? word : word.shell)).join(' ')
      }
      expect(textOf(held)).not.toBe('')
      for (const guide of ['adopt', 'roll-back', 'bootstrap', 'add-a-service']) {
        const text = textOf(guide === 'add-a-service' ? part.byItself?.(at, { name: 'any' }) : held)
        expect(files.get(`docs/guides/${guide}.md`), guide).toContain(text.replace(/ "\$NAME".*/, ' '))
      }
    })

    test('what puts back what somebody changes can be kept from it, one group at a time', () => {
      if (part.byItself === undefined) return
      const { pause, resume } = part.pauses?.(at, 'wiki', 'a test') ?? {}
      for (const command of [pause, resume]) expect(command?.words[0]).toBe(part.programs[0])
      expect(pause?.words.flatMap(word => (typeof word === 'string' ? word.split(',') : []))).toContain('wiki')
      expect(pause?.words).not.toContain('--all')
    })

    test('pages speak in its words, and in no other’s', () => {
      const page = (path: string): string => files.get(`docs/${path}.md`) ?? ''
      const pages = [...files].flatMap(([path, text]) => (path.startsWith('docs/') ? [text] : [])).join('\n')
      const words = part.renderer.get().guides?.words
      const noun = words?.noun ?? 'group'
      expect(page('index')).toContain(`one ${noun} at a time`)
      expect(page('guides/adopt')).toContain(`Before each ${noun} is ${words?.done ?? 'applied'},`)
      const others = ['Application', 'Kustomization', 'Parcel'].filter(each => each !== noun)
      for (const other of others) expect(pages).not.toMatch(new RegExp(`\\b${other}s?\\b`))
    })

    test('what it says of itself stands in the guides, for every group', () => {
      const { guides } = part.renderer.get()
      if (guides === undefined) return
      const inOrder = ['wiki', 'shared']
      const byItself = part.byItself?.(at, { name: 'any' })
      const text = (...blocks: readonly Block[]): string => joined(blocks)
      const of: ClusterToAdopt = {
        ...{ cluster: at, from: at },
        groups: inOrder.map(name => ({ name, rendered: true, own: false, ...present({ byItself }) })),
        compare: (name, live) =>
          noted(
            'fails where nobody explains a difference, or where it cannot be made in place: then stop and ask',
            piped(live, command('mise', 'run', 'compare', '--', name, '--with', '-')),
          ),
      }
      const given = inOrder.map(name => ({
        ...{ name, rendered: true, own: false, isNew: false, compared: true, stops: [], newKinds: [] },
      }))
      const { adopt, bringUp } = guides
      const expected: Readonly<Record<string, readonly string[]>> = {
        'guides/adopt': [
          text(adopt.begin(of)),
          ...adopt.everywhere,
          ...given.map(group => text(chain(...adopt.group(of, group)))),
          ...given.map(group => text(adopt.back(of, group))),
          text(adopt.end([of])),
        ],
        'guides/bootstrap': [
          bringUp.says,
          text(shell(...bringUp.begin(of))),
          text(shell(...(bringUp.end?.(of) ?? []))),
          ...inOrder.flatMap(name => bringUp.group(of, name, false).map(commandText)),
        ],
        'guides/roll-back': [text(guides.rollBack(of))],
        'guides/add-a-service': [text(guides.add(of, ''))],
        'services/wiki': guides
          .retire(of, [{ name: 'wiki', shared: false, holdsData: false }])
          .map(each => commandText(each)),
        'services/one': guides
          .retire(of, [{ name: 'shared', shared: true, holdsData: false }])
          .map(each => commandText(each)),
      }
      // Who shares a group is said where a service is added.
      const told = (page: string): string =>
        (files.get(`docs/${page}.md`) ?? '').replace(/, unless it says .* does/, '')
      for (const [page, pieces] of Object.entries(expected))
        for (const piece of pieces) expect(told(page), page).toContain(piece)
    })

    test('a group goes with its last service, and nothing else changes', () => {
      expect([...groupsOf(lab(wiki, shared('one')))].sort()).toEqual(['shared', 'wiki'])
      const without = render(lab(shared('one'), shared('two'))).files
      expect([...without.keys()].filter(path => path.startsWith('lab/') && path.includes('wiki'))).toEqual([])
      const changed = [...without].filter(
        ([path, text]) => path.startsWith('lab/manifests/') && files.get(path) !== text,
      )
      expect(changed).toEqual([])
    })
  })
}
