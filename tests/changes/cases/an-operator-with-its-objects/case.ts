import type { Case } from '../../case.ts'

/** An operator that brings a kind, and a service that makes an object of it, though nobody says which comes first. */
export default {
  edits: {
    'services/certificates.ts': `import { service } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { kind } from '../places.ts'

export const certificates = service(import.meta, 'certificates', {
  title: 'Certificates',
  summary: 'renews certificates',
  ports: {},
  workload: chart({
    at: kind,
    namespace: 'certificates',
    repository: 'https://git.example.org/certificates.git',
    revision: 'v1.18.2',
    path: 'charts/certificates',
    releaseName: 'certificates',
    values: {},
    defines: ['certificates.example.org'],
  }),
})
`,
    'services/authority.ts': `import { service } from '@homelab/estate'
import { customObject, objects } from '@homelab/kubernetes'
import { kind } from '../places.ts'

export const authority = service(import.meta, 'authority', {
  title: 'Authority',
  summary: 'signs what the house trusts',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'authority',
    objects: [
      customObject({
        apiVersion: 'certificates.example.org/v1',
        kind: 'Issuer',
        metadata: { name: 'house', namespace: 'authority' },
        spec: { selfSigned: {} },
      }),
    ],
  }),
})
`,
    'services/index.ts': [
      ['import { caddy }', "import { authority } from './authority.ts'\nimport { caddy }"],
      ['import { db }', "import { certificates } from './certificates.ts'\nimport { db }"],
      ['  proxy,\n]', '  proxy,\n  authority,\n  certificates,\n]'],
    ],
  },
  says: [
    '- kubernetes Application argocd/certificates added',
    '- kubernetes Application argocd/authority added',
    '- kubernetes Issuer authority/house added',
  ],
  silent: ['destroys *', 'recreates *', 'opens *', 'stops *'],
  causes: ['apps/cottage/services/authority.ts', 'apps/cottage/services/certificates.ts'],
} satisfies Case
