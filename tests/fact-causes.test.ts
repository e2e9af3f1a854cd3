/** The same as `causes.test.ts` where sources do not load: what two revisions state is compared, fact by fact. */
import { join } from 'node:path'
import { hostParts } from '@homelab/ansible-gen'
import { loadRenderers } from '@homelab/estate/model'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { loadProjections } from '@homelab/synth'
import { type Causes, type FactCause, factCauses, type Sources } from '@homelab/synth/causes'
import { expect, test } from 'vitest'
import { edited, lab, labSources, labTrial, nativeImport } from './support/lab-sources.ts'
import { root } from './support/sources.ts'

const projections = await loadProjections()
const parts = [...clusterParts, ...hostParts, ...sightParts]
await loadRenderers(parts)

/** As it comes from a file: through text. */
async function why(before: Sources, after: Sources): Promise<Causes<FactCause>> {
  const [was, is] = [await labTrial.state(before), await labTrial.state(after)]
  if ('failed' in was || 'failed' in is) throw new Error('it does not load')
  const found = await factCauses(JSON.parse(JSON.stringify(was)), is, parts, projections)
  if ('failed' in found) throw new Error(found.failed)
  return found
}

function ids({ causes }: Causes<FactCause>): readonly string[] {
  return causes.map(({ id }) => id)
}

function linesOf({ effects }: Causes<FactCause>, file: string): readonly string[] {
  return effects
    .filter(each => each.file === file)
    .flatMap(({ how, causes, lines }) => lines.map(({ sign, text }) => `${sign} ${text.trim()} ${how} ${causes}`))
}

test('a changed constant is one cause, however many facts it is; an image is another', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      'places.ts': [["'/home/lab'", "'/home/box'"]],
      'services/feed.ts': [["'1.2.0'", "'1.3.0'"]],
    }),
  )
  const image = 'services.feed.workload.container.image.version'
  expect(ids(found)).toEqual(['lab → box', image])
  expect(found.causes[0]?.facts.length).toBeGreaterThan(2)
  expect(found.causes[0]?.where).toEqual(
    ['estate.ts', 'services/sweeper.ts'].map(file => ({ file: `apps/lab/${file}` })),
  )
  expect(found.causes[1]).toEqual({
    id: image,
    where: [{ file: 'apps/lab/services/feed.ts' }],
    facts: [{ path: image.split('.'), before: '1.2.0', after: '1.3.0' }],
  })
  expect(linesOf(found, 'argocd/manifests/feed/Deployment-feed.yaml')).toEqual([
    `- image: example.org/feed:1.2.0 alone ${image}`,
    `+ image: example.org/feed:1.3.0 alone ${image}`,
  ])
})

test('two images of one version that rise alike are two causes', async () => {
  const found = await why(
    edited(labSources, { 'services/feed.ts': [["'1.2.0'", "'2.4.1'"]] }),
    edited(labSources, { 'services/feed.ts': [["'1.2.0'", "'2.5.0'"]], 'services/wiki.ts': [["'2.4.1'", "'2.5.0'"]] }),
  )
  expect(ids(found)).toHaveLength(2)
})

test('a port renamed with all that names it is one cause: alone each is a finding', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      'vault.ts': [["'safe', {", "'strongbox', {"]],
      'services/wiki.ts': [
        ['ports: { http:', 'ports: { web:'],
        ["port: 'http'", "port: 'web'"],
      ],
      'services/feed.ts': [["endpoint(wiki, 'http'", "endpoint(wiki, 'web'"]],
    }),
  )
  expect(ids(found)).toHaveLength(2)
  expect(ids(found).some(id => id.includes('http → web') && id.includes('services.wiki.ports.web'))).toBe(true)
  expect(found.effects.every(({ how }) => how === 'alone')).toBe(true)
})

test('a service that went stands in its place when it is put back', async () => {
  const found = await why(
    labSources,
    edited(labSources, {
      'services/index.ts': [['sweeper, wiki, feed]', 'sweeper, wiki]']],
      'tailnet.ts': [["'tcp:443'", "'tcp:8443'"]],
    }),
  )
  expect(ids(found).some(id => id === 'services.feed')).toBe(true)
  expect(found.effects.filter(({ how }) => how !== 'alone')).toEqual([])
})

test('another order is a fact', async () => {
  const found = await why(
    labSources,
    edited(labSources, { 'services/index.ts': [['[caddy, sweeper, wiki, feed]', '[feed, wiki, sweeper, caddy]']] }),
  )
  expect(ids(found)).toEqual(['order of services'])
})

test('a refactoring has no effect and no cause', async () => {
  const found = await why(labSources, edited(labSources, { 'services/wiki.ts': [['label', 'firstLabel']] }))
  expect(found).toEqual({ causes: [], effects: [], silent: [] })
})

test('a module that is loaded twice in a process gives no old revision', async () => {
  const file = join(root, 'packages/synth/src/causes/source-modules.ts')
  const copies = (await Promise.all([import(file), import(`${file}?copy`)])) as readonly Modules[]
  expect(copies[1]?.sourceModule).not.toBe(copies[0]?.sourceModule)
  const said = []
  for (const [index, { sourceModule }] of copies.entries()) {
    const sources = edited(labSources, { 'services/feed.ts': [["'1.2.0'", `'7.${index}.0'`]] })
    const feed = await nativeImport(sourceModule(lab, sources, 'apps/lab/services/feed.ts'))
    said.push(JSON.stringify(feed).match(/7\.\d\.0/)?.[0])
  }
  expect(said).toEqual(['7.0.0', '7.1.0'])
})

interface Modules {
  readonly sourceModule: (root: string, sources: Sources, path: string) => string
}
