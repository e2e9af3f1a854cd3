/** What a rehearsal follows, from one rendered folder to the next. */
import { join } from 'node:path'
import { readFiles } from '@homelab/rehearsal/run'
import { rolloutBetween } from '@homelab/synth/rollout'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { root } from './support/sources.ts'

const dist = readFiles(join(root, 'dist'))

test('the list of what is rendered is no part of it, and the same is rolled out by nobody', async () => {
  const changed = new Map([...dist, ['.synth.json', '{}']])
  expect(await rolloutBetween(changed, dist, blumeops.parts)).toEqual([])
})

test('a step has its command, and what it takes away', async () => {
  const [path = '', text = ''] = [...dist].find(([, each]) => /^kind: Role$/m.test(each)) ?? []
  const [name, namespace] = ['name', 'namespace'].map(key => new RegExp(`^  ${key}: (.+)$`, 'm').exec(text)?.[1])
  const without = new Map([...dist].filter(([each]) => each !== path))
  const steps = await rolloutBetween(dist, without, blumeops.parts)
  const removal = steps.filter(({ takes }) => takes.length > 0)
  expect(removal).toMatchObject([{ system: 'kubernetes', takes: [`Role ${namespace}/${name}`] }])
  expect(removal[0]?.line).toMatch(/^argocd app sync \S+ --prune --timeout \d+$/)
  expect(steps.map(({ id }) => id)).toEqual(expect.arrayContaining(['repository#push']))
})
