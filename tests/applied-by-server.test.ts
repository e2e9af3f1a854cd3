/** What the API server adds to objects is written out where Argo CD has the server apply them, or they never agree. */
import { service } from '@homelab/estate'
import { application, externalSecret } from '@homelab/kubernetes'
import { expect, test } from 'vitest'
import { byArgoCd } from './findings/by-argocd.ts'
import { fixture, pod, reading, secrets, store } from './findings/parts.ts'
import { objectsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const words = externalSecret('words', {
  data: { password: secrets.app.password },
  template: { line: 'password={{ .password }}' },
})

/** The ExternalSecret of a service whose Application has these options, in a group of its own for access or in its only one. */
function delivered(syncOptions: readonly string[], access = false) {
  const own = application('app', access ? {} : { syncOptions })
  const workload = pod({
    at: byArgoCd,
    application: own,
    ...reading('words'),
    secrets: [words],
    ...(access && { accessApplication: application('access', { syncOptions }) }),
  })
  const services = [service(import.meta, 'app', { title: 'App', summary: 'reads', ports: {}, workload }), store]
  const { files } = render(fixture(import.meta, { clusters: [byArgoCd], services }))
  return objectsIn(files).find(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === 'words')?.spec
}

const said = {
  refreshInterval: '1h',
  secretStoreRef: { kind: 'ClusterSecretStore', name: 'store' },
  target: { name: 'words', creationPolicy: 'Owner', template: { data: { line: 'password={{ .password }}' } } },
  data: [{ secretKey: 'password', remoteRef: { key: 'app/password' } }],
}

const whole = {
  ...said,
  target: {
    name: 'words',
    creationPolicy: 'Owner',
    deletionPolicy: 'Retain',
    template: { data: { line: 'password={{ .password }}' }, engineVersion: 'v2', mergePolicy: 'Replace' },
  },
  data: [
    {
      secretKey: 'password',
      remoteRef: {
        key: 'app/password',
        conversionStrategy: 'Default',
        decodingStrategy: 'None',
        metadataPolicy: 'None',
      },
    },
  ],
}

test('where the client applies it, a Secret says what it needs', () => {
  expect(delivered(['CreateNamespace=true'])).toEqual(said)
  expect(delivered(['ServerSideApply=false'])).toEqual(said)
})

test('where the server applies it, what the definition adds is written out', () => {
  expect(delivered(['CreateNamespace=true', 'ServerSideApply=true'])).toEqual(whole)
})

test('what holds it decides, and not what holds the pods', () => {
  expect(delivered(['ServerSideApply=true'], true)).toEqual(whole)
})
