/** Where Argo CD syncs without being asked: what a rollout does not do then, and what it holds. Written by hand. */
import { type Plan, runText } from '@homelab/plan'
import { describe, expect, test } from 'vitest'
import type { Edit } from '../support/lab-sources.ts'
import operator from './cases/an-operator-with-its-objects/case.ts'
import { revisionOf } from './cottage.ts'
import { planned } from './planned.ts'

type Edits = Readonly<Record<string, string | undefined | Edit[]>>

const said = (sync: string): Edits => ({ 'places.ts': [["root: 'root' })", `root: 'root', ${sync} })`]] })
const all = said("sync: 'by-itself'")
const windowed = said("sync: 'by-itself', windows: [{ kind: 'deny', schedule: '0 22 * * *', duration: '8h' }]")

/** Of a service that says where it is synced. */
function own(service: string, words: string): Edits {
  return {
    [`services/${service}.ts`]: [
      ['import { claim, deployment', 'import { application, claim, deployment'],
      ['    at: kind,\n', `    at: kind,\n    application: application('${service}', { ${words} }),\n`],
    ],
  }
}

const wiki = own('wiki', "sync: 'by-itself'")
const docs = (words: string): Edits => ({
  'services/docs.ts': [
    ['import { deployment, hardened }', 'import { application, configMap, deployment, hardened }'],
    ['import { http, image, service }', 'import { http, image, service, text }'],
    ['    at: kind,\n', `    at: kind,\n    application: application('docs', { ${words} }),\n`],
    [
      '      security: hardened(),\n    },\n',
      "      security: hardened(),\n      mounts: { site: '/etc/site' },\n    },\n    volumes: [configMap('site', 'docs-site', { 'site.conf': text('a') })],\n",
    ],
  ],
})
/** The same without the object that goes. */
const fewer = (words: string): Edits => ({
  'services/docs.ts': [
    ['import { deployment, hardened }', 'import { application, deployment, hardened }'],
    ['    at: kind,\n', `    at: kind,\n    application: application('docs', { ${words} }),\n`],
  ],
})

/** Both, of one file after the other. */
function and(...edits: readonly Edits[]): Edits {
  const result: Record<string, string | undefined | Edit[]> = {}
  for (const each of edits)
    for (const [file, change] of Object.entries(each)) {
      const before = result[file]
      result[file] = Array.isArray(change) && Array.isArray(before) ? [...before, ...change] : change
    }
  return result
}

const newer = (service: string, from: string, to: string): Edits => ({ [`services/${service}.ts`]: [[from, to]] })
const upgrade = newer('wiki', "'2.4.1'", "'2.5.0'")
const smaller = newer('wiki', "'2Gi'", "'1Gi'")

async function planOf(before: Edits, after: Edits): Promise<Plan> {
  return (await planned(await revisionOf('before', before), await revisionOf('after', after))).plan
}

const lines = ({ steps }: Plan): readonly string[] => steps.map(({ run }) => runText(run))
const noted = ({ steps }: Plan, id: string): string => steps.find(step => step.id === id)?.notes.join('; ') ?? ''

/** These, in this order, among others. */
function inOrder(of: Plan, ...expected: readonly string[]): void {
  expect(lines(of).filter(line => expected.includes(line))).toEqual(expected)
}

const push = 'git push'
const hold = (names: string): string =>
  `argocd proj windows add default --kind deny --schedule '* * * * *' --duration 1h --applications ${names} --manual-sync --description 'a change is rolled out'`
const root = 'argocd app sync root --timeout 600'
const release = 'argocd proj windows delete default 0'

describe('one that syncs by itself', () => {
  test('of what runs at each sync nothing differs, so that no sync begins for it', async () => {
    const migrated = (version: string): Edits => ({
      'services/wiki.ts': [
        [
          "namespace: 'wiki',",
          `namespace: 'wiki',
    eachSync: [
      {
        ...{ name: 'wiki-migrate', when: 'before-pods', restart: 'Never' },
        container: {
          name: 'migrate',
          image: image('example.org/migrate', '${version}'),
          resources: { limits: { memory: '64Mi' } },
          security: hardened(),
        },
      },
    ],`,
        ],
      ],
    })
    const said = 'for which none begins by itself'
    const alone = await planOf(and(wiki, migrated('1.0.0')), and(wiki, migrated('1.1.0')))
    expect(noted(alone, 'wiki/application/wiki#apply')).toContain(said)
    const both = await planOf(and(wiki, migrated('1.0.0')), and(wiki, upgrade, migrated('1.1.0')))
    expect(noted(both, 'wiki/application/wiki#apply')).not.toContain(said)
    // Where somebody looks before the sync, there is as little to see.
    const shown = async (before: Edits, after: Edits): Promise<readonly string[]> => {
      const { tests } = await planOf(before, after)
      return tests.flatMap(({ expect: seen, by }) => (/argocd app diff wiki\b/.test(by) ? [seen] : []))
    }
    expect(await shown(migrated('1.0.0'), migrated('1.1.0'))).toEqual(['shows nothing'])
    expect(await shown(migrated('1.0.0'), and(upgrade, migrated('1.1.0')))).toEqual([
      expect.stringMatching(/^shows (?!.*\bJob ).*Deployment wiki\/wiki.*and nothing else$/),
    ])
    // What only its Application says otherwise, may show in all of it.
    expect(await shown(wiki, {})).toEqual([])
  })

  test('nobody is told to sync, or to look when it is too late', async () => {
    const plan = await planOf(wiki, and(wiki, upgrade))
    inOrder(plan, push, root, 'argocd app get wiki --refresh')
    expect(lines(plan).filter(line => /argocd app (sync|diff) wiki\b|argocd proj/.test(line))).toEqual([])
    expect(noted(plan, 'repository#push')).toContain(
      `what it brings is applied without being asked; to do it step by step, hold it before: ${hold('wiki')}`,
    )
    const apply = plan.steps.find(({ id }) => id === 'wiki/application/wiki#apply')
    expect(apply?.watch.map(watch => (watch.by === 'command' ? runText(watch.run) : ''))).toContain(
      'argocd app wait wiki --operation --health --timeout 600',
    )
    expect('run' in (apply?.back ?? {}) && apply?.back).toMatchObject({
      how: expect.stringContaining('take the commit'),
    })
  })

  test('and of others that come with it only those that nobody syncs are named', async () => {
    const both = and(wiki, upgrade, newer('feed', "'1.2.0'", "'1.3.0'"))
    const plan = await planOf(wiki, both)
    expect(lines(plan)).toContain('argocd app sync feed --timeout 600')
    expect(noted(plan, 'repository#push')).toContain('wiki is applied without being asked')
  })

  test('is held where something has to be recreated before', async () => {
    const plan = await planOf(wiki, and(wiki, smaller))
    inOrder(
      plan,
      hold('wiki'),
      push,
      root,
      'argocd app diff wiki --refresh --exit-code=false',
      'argocd app sync wiki --timeout 600',
      release,
    )
    const at = (id: string): number => plan.steps.findIndex(step => step.id === id)
    expect(at('wiki/volume/pages#recreate')).toBeGreaterThan(at('repository#push'))
    expect(at('wiki/volume/pages#recreate')).toBeLessThan(at('wiki/application/wiki#apply'))
    expect(noted(plan, 'kind/application#let-go')).toContain('argocd proj windows list default')
    expect(noted(plan, 'repository#push')).toContain('nothing is synced by it')
  })

  test('is held where it needs the kinds of another one, which are there first', async () => {
    const index = operator.edits['services/index.ts']
    const plan = await planOf(all, and(all, { ...operator.edits, 'services/index.ts': index.map(([a, b]) => [a, b]) }))
    const held = lines(plan).find(line => line.startsWith('argocd proj windows add'))
    expect(held).toBe(hold('authority'))
    inOrder(
      plan,
      hold('authority'),
      push,
      'argocd app get root --refresh',
      'argocd app get certificates --refresh',
      'argocd app sync authority --timeout 600',
      release,
    )
  })

  test('what it no longer has stays until somebody prunes it, and goes with the push where it prunes', async () => {
    const [stays, goes] = ["sync: 'by-itself'", "sync: 'by-itself', prune: true"]
    const kept = await planOf(docs(stays), fewer(stays))
    inOrder(kept, push, 'argocd app get docs --refresh', 'argocd app sync docs --prune --timeout 600')
    expect(noted(kept, 'docs/application/docs#apply')).toBe('what it no longer has stays until it is pruned')
    const pruned = await planOf(docs(goes), fewer(goes))
    expect(lines(pruned).filter(line => line.includes('prune'))).toEqual([])
  })

  test('from the day on which it does, what goes is looked at once more', async () => {
    const [stays, goes] = ["sync: 'by-hand'", "sync: 'by-itself', prune: true"]
    const plan = await planOf(fewer(stays), fewer(goes))
    inOrder(plan, hold('docs'), push, root, 'argocd app diff docs --refresh --exit-code=false', release)
    const carried = plan.steps.flatMap(({ dangers }) => dangers.map(({ danger, why }) => `${danger}: ${why}`))
    expect(carried).toContain('destroys: from now on what is no longer rendered is deleted without being asked')
  })

  test('and the root brings that it does, from which day on', async () => {
    const plan = await planOf({}, wiki)
    inOrder(plan, push, root, 'argocd app get wiki --refresh')
    const carried = plan.steps.flatMap(({ dangers }) => dangers.map(({ danger, why }) => `${danger}: ${why}`))
    expect(carried).toEqual(['restarts: from now on what is pushed is synced without being asked'])
  })

  test('and until the day on which it no longer does', async () => {
    const plan = await planOf(wiki, and(own('wiki', "sync: 'by-hand'"), upgrade))
    expect(noted(plan, 'repository#push')).toContain('what it brings is applied without being asked')
    expect(lines(plan)).toContain('argocd app sync wiki --timeout 600')
  })
})

describe('all of a cluster', () => {
  test('with the Application that holds the others', async () => {
    const plan = await planOf(all, and(all, upgrade))
    inOrder(plan, push, 'argocd app get root --refresh', 'argocd app get wiki --refresh')
    expect(lines(plan).filter(line => line.startsWith('argocd app sync'))).toEqual([])
  })

  test('in its windows, which the root would put back', async () => {
    const plan = await planOf(windowed, and(windowed, smaller))
    inOrder(
      plan,
      hold('root,wiki'),
      push,
      "argocd app sync root --resource '!argoproj.io:AppProject:argocd/default' --timeout 600",
      'argocd app sync wiki --timeout 600',
      root,
    )
    expect(noted(plan, 'wiki/application/wiki#apply')).toContain('not within `8h` from `0 22 * * *` (UTC)')
  })
})
