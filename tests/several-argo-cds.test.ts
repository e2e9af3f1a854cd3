/** Two Argo CDs of one estate, each in its own cluster: every command says which one it is for, and where there is one none does. */

import { type Cluster, partsOf, type Step, withDeliveryNames } from '@homelab/estate/model'
import { commandText } from '@homelab/formats/page'
import { kubernetesDelivery } from '@homelab/kubernetes/delivery'
import { expect, test } from 'vitest'
import { banks, leftBank } from './support/banks.ts'
import { fencesIn, pagesIn } from './support/pages.ts'
import { openFindings, render } from './support/render.ts'
import { commandsOf } from './support/shell-words.ts'

const both = render(banks())
const one = render(leftBank)

/** Of all pages, with the side that the service or the cluster is on. */
function typed({ files }: typeof both): readonly (readonly string[])[] {
  return fencesIn(pagesIn(files), 'sh')
    .flatMap(({ page, text }) => commandsOf(page, text))
    .flatMap(({ words }) => (words[0] === 'argocd' ? [words] : []))
}

function stepsIn({ resolved }: typeof both): readonly string[] {
  const steps: readonly Step[] = resolved.services.flatMap(({ runs }) => runs.operations)
  return steps.flatMap(({ run }) => (run.kind === 'command' && run.words[0] === 'argocd' ? [commandText(run)] : []))
}

/** `left` and `right` in what is named: Applications and roots on the right end so, or begin. */
function sideOf(words: string): 'left' | 'right' | undefined {
  if (/\bright-root\b|-right\b|@right\b/.test(words)) return 'right'
  return /\bleft-root\b|-left\b|@left\b|\b(wiki|argocd)(?= |$)/.test(words) ? 'left' : undefined
}

test('both render without findings', () => {
  expect(openFindings(both.findings)).toEqual([])
  expect(openFindings(one.findings)).toEqual([])
})

test('a cluster is known by the name of the one whose Argo CD delivers to it, where there are several', () => {
  const named = (...clusters: readonly Cluster[]) => withDeliveryNames(clusters).map(each => each.deliveryName)
  const [left] = one.resolved.clusters
  if (left === undefined) throw new Error('no cluster')
  const right: Cluster = { ...left, name: 'right' }
  const shed: Cluster = { ...left, name: 'shed', delivery: { ...left.delivery, from: 'left' } }
  const tide: Cluster = { ...left, name: 'tide', delivery: { kind: 'other' } }
  expect(named(left, right, shed, tide)).toEqual(['left', 'right', 'left', undefined])
  expect(named(left, shed, tide)).toEqual([undefined, undefined, undefined])
})

test('every command of every page says which Argo CD is meant, and the right one', () => {
  const all = typed(both)
  expect(all.length).toBeGreaterThan(100)
  const wrong = all.filter(words => {
    const [first, second] = words.slice(1)
    const said = words.flatMap(word => (word.startsWith('--argocd-context=') ? [word.slice(17)] : []))
    if (first === 'login') return !/--name (left|right)$/.test(words.join(' '))
    if (first === 'admin') return !/--context admin@(left|right)$/.test(words.join(' '))
    const named = sideOf(words.slice(3, 4).join(' ')) ?? said[0]
    return said.length !== 1 || (second !== undefined && named !== said[0])
  })
  expect(wrong).toEqual([])
  expect(new Set(all.flatMap(words => words.filter(word => word.startsWith('--argocd-context='))))).toEqual(
    new Set(['--argocd-context=left', '--argocd-context=right']),
  )
})

test('who adds a service is told of each cluster, whichever it is for', () => {
  const page = both.files.get('docs/guides/add-a-service.md') ?? ''
  expect(page.match(/^### In .*$/gm)).toEqual(['### In cluster left', '### In cluster right'])
  for (const { name } of both.resolved.clusters)
    expect(page).toContain(`argocd app sync ${name}-root --timeout 600 --argocd-context=${name}\n`)
})

test('so does each step of a plan, and what is said in passing', () => {
  const steps = stepsIn(both)
  expect(steps.length).toBeGreaterThan(10)
  expect(steps.filter(step => !step.endsWith(` --argocd-context=${sideOf(step)}`))).toEqual([])
  const page = both.files.get('docs/guides/roll-back.md') ?? ''
  expect(page).toContain('`argocd app get NAME --argocd-context=left`')
  expect(page).toContain('`argocd app get NAME --argocd-context=right`')
})

test('so does what holds an Application, waits for it, ends it, and shows what is not rendered', () => {
  const { resolved, files } = both
  const rendered = [...files].map(([path, content]) => ({ path, content, sources: [] }))
  for (const cluster of resolved.clusters) {
    const by = kubernetesDelivery(partsOf(resolved), cluster)
    if (by === undefined) throw new Error('nothing delivers')
    const { hold, release, note } = by.holds?.(cluster, ['wiki']) ?? {}
    const ends = by.ends?.(cluster, 'wiki', '', 'objects') ?? []
    const shown = by.renderer
      .get()
      .groupsToCompare(cluster, rendered, () => [])
      .map(({ shows }) => shows)
    const said = [
      ...[hold, release, by.settled?.(cluster, ['wiki'])].map(each => (each === undefined ? '' : commandText(each))),
      ...ends.map(({ run }) => (run.kind === 'command' ? commandText(run) : '')),
      ...shown,
      note,
    ]
    expect(said.filter(text => text?.endsWith(` --argocd-context=${cluster.name}`) !== true)).toEqual([])
  }
})

test('where there is one Argo CD, no command says which', () => {
  const words = typed(one).flat()
  expect(words.length).toBeGreaterThan(100)
  expect(words.filter(word => /^--(argocd-context|name|context)\b/.test(word))).toEqual([])
  expect(stepsIn(one).filter(step => step.includes('context'))).toEqual([])
})
