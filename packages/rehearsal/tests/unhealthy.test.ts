import { expect, test } from 'vitest'
import { ArgoCd } from '../src/run/argocd.ts'
import type { Keys } from '../src/run/keys.ts'
import type { Sandbox } from '../src/run/sandbox.ts'

/** Argo CD over a CLI that answers so. */
function answering(exitCode: number, stdout: string): ArgoCd {
  const run = async () => ({ exitCode, stdout, stderr: '' })
  return new ArgoCd({ run } as unknown as Sandbox, {} as Keys, 'argocd')
}

test('of an Application it names the objects that are not healthy, and none whose health nobody knows', async () => {
  const resources = [
    { kind: 'Deployment', name: 'wiki', health: { status: 'Progressing', message: 'one of two pods' } },
    { kind: 'Service', name: 'wiki', health: { status: 'Healthy' } },
    { kind: 'ConfigMap', name: 'wiki' },
    { kind: 'Job', name: 'tidy', health: { status: 'Degraded' } },
  ]
  const told = await answering(0, JSON.stringify({ status: { resources } })).unhealthy('wiki')
  expect(told).toEqual(['Deployment/wiki Progressing: one of two pods', 'Job/tidy Degraded: '])
  expect(await answering(20, 'no such application').unhealthy('wiki')).toEqual([])
})
