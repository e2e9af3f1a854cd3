import type { Edit } from '../../../support/lab-sources.ts'
import type { Case } from '../../case.ts'

function migrated(version: string): Edit[] {
  return [
    [
      "namespace: 'docs',",
      `namespace: 'docs',
    eachSync: [
      {
        ...{ name: 'docs-migrate', when: 'before-pods', restart: 'Never' },
        container: {
          name: 'migrate',
          image: image('example.org/docs', '${version}'),
          resources: { limits: { memory: '64Mi' } },
          security: hardened(),
        },
      },
      {
        ...{ name: 'docs-tell', when: 'after-failure', restart: 'Never' },
        container: {
          name: 'tell',
          image: image('example.org/tell', '1.0.0'),
          resources: { limits: { memory: '64Mi' } },
          security: hardened(),
        },
      },
    ],`,
    ],
    [
      "image: image('example.org/docs', '1.0.0'),\n      resources",
      `image: image('example.org/docs', '${version}'),\n      resources`,
    ],
  ]
}

/** Made anew, it may be any other: nothing refuses that. It runs before the pods of the new version. */
export default {
  before: { 'services/docs.ts': migrated('1.0.0').slice(0, 1) },
  edits: { 'services/docs.ts': migrated('1.1.0') },
  says: ['restarts kubernetes Deployment docs/docs *', '* kubernetes Job docs/docs-migrate *'],
  silent: ['recreates *', 'stops *', 'destroys *', 'restarts kubernetes Job *', '* Job docs/docs-tell*'],
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
