import type { Case } from '../../case.ts'

const withSite = [
  [
    "import { http, image, service } from '@homelab/estate'",
    "import { http, image, service, text } from '@homelab/estate'",
  ],
  ['import { deployment, hardened }', 'import { configMap, deployment, hardened }'],
  [
    '      security: hardened(),\n    },\n',
    "      security: hardened(),\n      mounts: { site: '/etc/site' },\n    },\n    volumes: [configMap('site', 'docs-site', { 'site.conf': text('a') })],\n",
  ],
] as const

/** A service that stays loses an object, and has another image. */
export default {
  before: { 'services/docs.ts': [...withSite] },
  edits: { 'services/docs.ts': [["'1.0.0'", "'1.1.0'"]] },
  says: [
    '* kubernetes ConfigMap docs/docs-site removed',
    'restarts kubernetes Deployment docs/docs changed *image: example.org/docs:1.0.0 → example.org/docs:1.1.0',
  ],
  silent: ['destroys *', 'opens *', '* Deployment wiki/wiki *'],
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
