import type { Edit } from '../../../support/lab-sources.ts'
import type { Case } from '../../case.ts'

function once(version: string): Edit[] {
  return [
    [
      "namespace: 'docs',",
      `namespace: 'docs',
    once: [
      {
        name: 'index',
        restart: 'Never',
        container: {
          name: 'index',
          image: image('example.org/index', '${version}'),
          resources: { limits: { memory: '64Mi' } },
          security: hardened(),
        },
      },
    ],`,
    ],
  ]
}

/** Kubernetes changes no Job: another one comes, and runs, and the one before it goes. */
export default {
  before: { 'services/docs.ts': once('1.0.0') },
  edits: { 'services/docs.ts': once('1.1.0') },
  says: ['restarts kubernetes Job docs/index-* removed*', 'restarts kubernetes Job docs/index-* added*'],
  silent: ['recreates *', 'stops *', 'destroys *', '* Deployment docs/docs*'],
  why: { '* added*': /^it runs as soon as it is applied/, '* removed*': /^what it did stays/ },
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
