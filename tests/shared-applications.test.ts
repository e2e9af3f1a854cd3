import { type Service, service } from '@homelab/estate'
import { type ApplicationProps, application } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { byArgoCd } from './findings/by-argocd.ts'
import { fixture, pod } from './findings/parts.ts'
import { objectsIn } from './support/objects.ts'
import { openFindings, render } from './support/render.ts'

function web(name: string, props: ApplicationProps = {}): Service {
  const workload = pod({ at: byArgoCd, application: application('shared', props) })
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload })
}

test('what any service says of an Application that they share holds for it', () => {
  const syncOptions = ['CreateNamespace=true', 'ServerSideApply=true']
  const services = [web('one'), web('two', { syncOptions, namespace: 'elsewhere' })]
  const { files, findings } = render(fixture(import.meta, { clusters: [byArgoCd], services }))
  expect(openFindings(findings)).toEqual([])
  const shared = objectsIn(files).filter(({ kind, metadata }) => kind === 'Application' && metadata.name === 'shared')
  expect(shared.map(({ spec }) => [spec.syncPolicy.syncOptions, spec.destination.namespace])).toEqual([
    [syncOptions, 'elsewhere'],
  ])
  const folder = 'argocd/manifests/shared/'
  const inFolder = [...files.keys()].filter(path => path.startsWith(folder)).map(path => path.slice(folder.length))
  expect(inFolder).toEqual(['Deployment-one.yaml', 'Deployment-two.yaml'])
})

test('the page of each says that others have objects in it, whichever of their Applications it is', () => {
  const workload = pod({ at: byArgoCd, application: application('own'), crds: application('shared') })
  const operator = service(import.meta, 'operator', { title: 'Operator', summary: 'x', ports: {}, workload })
  const { files } = render(fixture(import.meta, { clusters: [byArgoCd], services: [operator, web('one')] }))
  const told = (name: string): readonly string[] =>
    [...(files.get(`docs/services/${name}.md`) ?? '').matchAll(/^# (\S+) has other services too/gm)].map(
      ([, app = '']) => app,
    )
  expect([told('operator'), told('one')]).toEqual([['shared'], ['shared']])
})
