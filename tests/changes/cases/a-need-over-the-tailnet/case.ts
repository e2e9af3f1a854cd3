import type { Case } from '../../case.ts'
import { privateDocs } from '../../private-docs.ts'

/** The first public service: the proxy reaches it, and did not; a grant comes with its name. */
export default {
  before: privateDocs,
  edits: {},
  says: [
    '- tailnet policy added grants[tag:edge → tag:k8s tcp:443]*',
    'opens tailnet edge gains tcp:443 on *docs*',
    '* public-proxy server docs.cottage.example added',
  ],
  silent: ['destroys *', 'recreates *', '* kubernetes Deployment *', '* loses *'],
  causes: ['apps/cottage/services/docs.ts', 'apps/cottage/tailnet.ts'],
} satisfies Case
