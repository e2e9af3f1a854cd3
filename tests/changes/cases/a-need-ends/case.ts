import type { Case } from '../../case.ts'
import { privateDocs } from '../../private-docs.ts'

/** The last public service is private, and the proxy may reach the cluster no longer. */
export default {
  edits: privateDocs,
  says: [
    '- tailnet policy removed grants[tag:edge → tag:k8s tcp:443]*',
    '- tailnet edge loses tcp:443 on *docs* removed',
    'stops public-proxy server docs.cottage.example removed',
  ],
  silent: ['destroys *', 'recreates *', 'opens *', '* kubernetes Deployment *', '* gains *'],
  causes: ['apps/cottage/services/docs.ts', 'apps/cottage/tailnet.ts'],
} satisfies Case
