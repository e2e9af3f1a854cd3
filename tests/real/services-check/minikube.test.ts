/** What the stand-ins of macOS's programs print is understood: the same that the roles are tried with. */
import { minikubeClusters } from '@homelab/ansible-gen'
import { expect, test } from 'vitest'
import { sampleCluster } from '../../support/sample-cluster.ts'
import { runnable, scene } from '../standins/run.ts'
import { ask, questionOf } from './mac.ts'

const lab = sampleCluster('lab')

test.skipIf(!runnable)('minikube', async () => {
  const at = scene()
  const question = questionOf(minikubeClusters, lab)
  expect(await ask(at, question)).toMatch(/^down the command on mac ended with exit code 85/)
  await at.run('minikube', ['start', '--profile', 'lab'])
  expect(await ask(at, question)).toBe('up Running')
  const state = (parts: object): void =>
    at.give('minikube', { lab: { host: 'Running', port: 1, starts: [], ...parts } })
  state({ kubelet: 'Stopped', apiserver: 'Stopped' })
  expect(await ask(at, question)).toBe('down the kubelet of lab is Stopped, the API server of lab is Stopped')
  state({ workers: [{ host: 'Running', kubelet: 'Running' }] })
  expect(await ask(at, question)).toBe('up Running')
  at.give('docker', { running: false })
  expect(await ask(at, question)).toBe('down minikube prints no status')
  at.give('docker', {})
  await at.run('minikube', ['stop', '--profile', 'lab'])
  expect(await ask(at, question)).toBe('down lab is Stopped')
})
