import { renderer, step } from '@homelab/estate/model'
import { blank, command, paragraph, shell } from '@homelab/formats/page'
import type { DeliveryGuides, KubernetesDelivery } from '@homelab/kubernetes/delivery'

/** A delivery that writes a line for each group: for tests of those who ask one, whichever it is. */
export const standInDelivery: KubernetesDelivery = {
  contract: 'delivery',
  eachSync: {},
  kinds: ['stand-in'],
  group: 'parcel',
  word: 'parcel',
  programs: ['carry'],
  root: () => undefined,
  own: () => undefined,
  leavesAlone: () => [],
  steps: (_, group, to) => {
    const carry = (verb: string) => ({
      kind: 'command' as const,
      words: ['carry', verb, group],
      on: 'operator' as const,
    })
    return [
      step(to, 'status', 'reads', carry('status')),
      step(to, 'preview', 'reads', carry('look')),
      { ...step(to, 'apply', 'changes', carry('bring')), after: [`${to}#preview`], until: `${to}?` },
    ]
  },
  whole: {
    preview: () => ({ kind: 'command', words: ['carry', 'look'], on: 'operator' }),
    apply: () => ({ kind: 'command', words: ['carry', 'bring'], on: 'operator' }),
    ends: 'what left goes',
  },
  question: () => ({
    resource: 'parcels.example.org',
    what: { one: 'parcel', others: 'parcels' },
    judge: object => {
      const { arrived } = object as { readonly arrived?: boolean }
      if (arrived === undefined) return { state: 'unknown', detail: 'nobody looked' }
      return arrived ? { state: 'up', detail: 'arrived' } : { state: 'down', detail: 'lost' }
    },
  }),
  secrets: { problem: 'the carrier opens no letter', fix: 'send it by another way' },
  rules: [],
  marks: [],
  renderer: renderer(async () => ({
    renderDelivery: ({ resolved, cluster, members }) => {
      const names = [...new Set(members.map(({ application }) => application.name))]
      const path = `${cluster.source.folder}/parcels`
      return {
        files: [{ path, content: names.map(name => `${name}\n`).join(''), sources: [resolved.file] }],
        objects: [],
        findings: [],
      }
    },
    groupsToCompare: (cluster, files) => {
      const list = files.find(({ path }) => path === `${cluster.source.folder}/parcels`)?.content ?? ''
      return list.split('\n').flatMap(name => {
        if (name === '') return []
        return [{ name, objects: () => [], shows: 'carry look', kept: () => false, stays: () => false }]
      })
    },
  })),
}

const bring = (name: string) => command('carry', 'bring', name)

/** Words of its own for the guides, each of which says where it belongs. */
export const standInGuides: DeliveryGuides = {
  words: { noun: 'Parcel', act: 'carry', done: 'carried', branch: 'the carrier reads' },
  adopt: {
    begin: ({ cluster, compare }) => [
      paragraph(`The carrier opens ${cluster.name}.`),
      shell(compare('wiki', command('carry', 'show', 'wiki'))),
    ],
    everywhere: ['every parcel has a new label'],
    group: (_, { name, stops }) => [...stops, bring(name)],
    back: (_, { name }) => paragraph(`${name} goes back to its sender.`),
    allBack: (_, groups) => paragraph(`Back go ${groups.map(({ name }) => name).join(' and ')}.`),
    end: all => paragraph(`The carrier closes ${all.map(({ cluster }) => cluster.name).join(', ')}.`),
  },
  bringUp: {
    itself: ({ cluster }) => paragraph(`The carrier is called to ${cluster.name}.`),
    says: 'Heavy ones come first.',
    begin: () => [command('carry', 'load')],
    group: (_, name) => [bring(name)],
  },
  rollBack: ({ groups }) => [
    paragraph(`The carrier takes back ${groups.map(({ name }) => name).join(' or ')}.`),
    shell(command('carry', 'bring', blank('NAME'))),
  ],
  add: (_, unless) => [
    paragraph(`A new parcel is named like the service${unless}.`),
    shell(command('carry', 'bring', blank('NAME'))),
  ],
  retire: (_, groups) => groups.map(({ name, shared }) => command('carry', shared ? 'look' : 'burn', name)),
}

// It has nothing to load, and stands in tests of those who render.
await standInDelivery.renderer.load()
