import type { Case } from './case.ts'

/** No service is public, and the proxy may not reach the cluster. */
export const privateDocs: Case['edits'] = {
  'services/docs.ts': [
    [
      "    public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },\n",
      '',
    ],
    ["documents: 'public'", "documents: 'ops'"],
  ],
  'tailnet.ts': [
    ["    { src: ['tag:edge'], dst: ['tag:k8s'], ip: ['tcp:443'], reason: 'the proxy carries public names' },\n", ''],
    ["accept: ['tag:k8s:443', 'tag:server:443'] }", "accept: ['tag:server:443'] }"],
  ],
}
