/** Which cluster a rehearsal installs, and what it says of those that it leaves out. */
import { cluster, host } from '@homelab/estate/model'
import { sampleCluster } from '@homelab/estate/samples'
import { applyFolder, argoCd, argoCdIn } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { rehearsedOf } from '../src/rehearsed-cluster.ts'

const on = host('box', { platform: 'linux', role: 'runs them' })
const settings = { handwritten: 'manual', namespace: 'argo', project: 'default', root: 'root' }
const hill = cluster('hill', { ...sampleCluster, on, delivery: argoCd(settings) })
const moor = cluster('moor', { ...sampleCluster, on, delivery: argoCd({ ...settings, namespace: 'gitops' }) })
const far = { api: 'https://192.0.2.31:6443', project: 'valley', root: 'valley' }
const valley = cluster('valley', { ...sampleCluster, on, delivery: argoCdIn(hill, far) })
const shed = cluster('shed', { ...sampleCluster, on, delivery: applyFolder() })
const tide = cluster('tide', { ...sampleCluster, on, delivery: { kind: 'flux' } })

test('the only one, and nothing is left out', () => {
  expect(rehearsedOf([hill], undefined)).toEqual({ cluster: hill, namespace: 'argo', leftOut: '' })
  expect(rehearsedOf([shed], undefined)).toEqual({ cluster: shed, leftOut: '' })
})

test('the first by default, of those that an Argo CD delivers to from within', () => {
  const { cluster: first, leftOut } = rehearsedOf([valley, shed, tide, hill, moor], undefined)
  expect(first).toBe(hill)
  expect(leftOut).toBe(
    'hill alone was rehearsed. Left out: valley (what delivers to it runs in hill), shed (`--cluster shed` rehearses it), ' +
      'tide (no delivery by flux is rehearsed yet), moor (`--cluster moor` rehearses it).\n',
  )
})

test('the one that is named', () => {
  expect(rehearsedOf([hill, moor], 'moor')).toEqual({
    ...{ cluster: moor, namespace: 'gitops' },
    leftOut: 'moor alone was rehearsed. Left out: hill (`--cluster hill` rehearses it).\n',
  })
  expect(rehearsedOf([hill, shed], 'shed').cluster).toBe(shed)
})

test('none that is not there, or can not be rehearsed', () => {
  expect(() => rehearsedOf([hill, moor], 'mor')).toThrow('there is no cluster mor (did you mean moor?)')
  expect(() => rehearsedOf([hill, valley], 'valley')).toThrow(
    "valley can't be rehearsed: what delivers to it runs in hill",
  )
  expect(() => rehearsedOf([tide], undefined)).toThrow('tide: no delivery by flux is rehearsed yet')
  expect(() => rehearsedOf([], undefined)).toThrow('it has no cluster that can be rehearsed')
})
