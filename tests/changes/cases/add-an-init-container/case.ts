import type { Case } from '../../case.ts'

/** A container more is one thing, however many fields it has. */
export default {
  edits: {
    'services/docs.ts': [
      [
        '    container: {',
        `    initContainers: [
      {
        name: 'unpack',
        image: image('example.org/unpack', '1.4.0'),
        command: ['/bin/unpack', '--all'],
        env: { FROM: 'https://example.org/site.tar' },
        resources: { limits: { memory: '64Mi' }, requests: { memory: '32Mi', cpu: '10m' } },
        security: hardened(),
      },
    ],
    container: {`,
      ],
    ],
  },
  says: [
    'restarts kubernetes Deployment docs/docs added spec.template.spec.initContainers[unpack].image: → example.org/unpack:1.4.0',
    'restarts kubernetes Deployment docs/docs added spec.template.spec.initContainers[unpack].env[FROM]*',
  ],
  entries: ['restarts * Deployment docs/docs added spec.template.spec.initContainers[unpack], * fields'],
  silent: ['destroys *', 'opens *', 'recreates *', '* Deployment wiki/wiki *'],
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
