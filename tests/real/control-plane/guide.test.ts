/** The rendered bootstrap guide, followed word by word from an empty cluster, up to where Argo CD syncs itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { minikube } from '../../../apps/blumeops/hosts.ts'
import { render } from '../../support/render.ts'
import { ControlPlane } from './control-plane.ts'
import { gitopsOf } from './gitops.ts'
import { bootstrapArgoCd } from './guide.ts'
import { startKubelet } from './kubelet.ts'
import { programs } from './programs.ts'

const { files } = render(blumeops)
const built = await programs()

describe.skipIf(built === undefined)('the bootstrap guide', () => {
  let plane: ControlPlane
  const over = new AbortController()

  beforeAll(async () => {
    if (built === undefined) return
    plane = await ControlPlane.start({ programs: built, gitops: gitopsOf(minikube), files, seconds: 900 })
    await startKubelet(plane, over.signal)
  })
  afterAll(async () => {
    over.abort()
    await plane?.close()
  })

  test('installs Argo CD, which reads its repository and syncs itself', async () => {
    await bootstrapArgoCd(plane, files.get('docs/guides/bootstrap.md') ?? '')
    await plane.argocd.start()
    const fine = { exitCode: 0, phase: 'Succeeded', sync: 'Synced', outOfSync: [] }
    expect(await plane.argocd.sync(gitopsOf(minikube).root)).toMatchObject(fine)
    expect(await plane.argocd.sync('external-secrets-crds')).toMatchObject(fine)
    expect(await plane.argocd.sync('argocd')).toMatchObject(fine)
  })
})
