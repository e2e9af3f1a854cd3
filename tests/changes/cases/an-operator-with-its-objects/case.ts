import type { Case } from '../../case.ts'

/**
 * An operator that brings a kind, and a service that makes an object of it, though nobody says which comes first; and one that waits
 * for that, as it says.
 */
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
    'services/house.ts': `import { after, image, type Needs, service } from '@homelab/estate'
import { deployment, hardened } from '@homelab/kubernetes'
import { kind } from '../places.ts'
import { authority } from './authority.ts'

export const house = service(import.meta, 'house', {
  title: 'House',
  summary: 'opens doors',
  ports: {},
  workload: deployment({ at: kind, namespace: 'house', container: { image: image('example.org/house', '1.0.0'), resources: { limits: { memory: '64Mi' } }, security: hardened() } }),
  needs: (): Needs => [after(authority, 'it trusts what that signed')],
})
`,
    'services/index.ts': [
      ['import { caddy }', "import { authority } from './authority.ts'\nimport { caddy }"],
      ['import { db }', "import { certificates } from './certificates.ts'\nimport { db }"],
      ['import { loki }', "import { house } from './house.ts'\nimport { loki }"],
      ['  proxy,\n]', '  proxy,\n  house,\n  authority,\n  certificates,\n]'],
    ],
  },
  says: [
    '- kubernetes Application argocd/certificates added',
    '- kubernetes Application argocd/authority added',
    '- kubernetes Issuer authority/house added',
  ],
  silent: ['destroys *', 'recreates *', 'opens *', 'stops *'],
  causes: [
    'apps/cottage/services/authority.ts',
    'apps/cottage/services/certificates.ts',
    'apps/cottage/services/house.ts',
  ],
} satisfies Case
