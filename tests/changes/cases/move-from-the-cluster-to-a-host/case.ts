import type { Case } from '../../case.ts'

/** The wiki, with pages on a claim: in the cluster it goes with what it holds, and on the host it begins empty. */
export default {
  edits: {
    'services/wiki.ts': `import { file, hostService, inHome, systemdService } from '@homelab/ansible-gen'
import { folder, http, notBackedUp, service, text } from '@homelab/estate'
import { box } from '../places.ts'

const port = 3000
const program = inHome(box, 'bin/wiki')
const pages = '/srv/wiki'

export const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'notes',
  ports: { http: http(port) },
  workload: hostService({
    at: box,
    directories: [{ path: inHome(box, 'bin'), mode: '0755' }, { path: pages, mode: '0755', owner: { user: 'root' } }],
    programs: [
      systemdService('cottage-wiki', {
        description: 'The wiki',
        program: [program],
        reads: [file(program, '0755', text('#!/bin/sh\\nexec true\\n'))],
      }),
    ],
    data: [folder(pages, 'pages', notBackedUp('exported by hand'))],
  }),
  probes: { ready: { port: 'http', path: '/health' } },
  routes: { ops: { port: 'http', host: 'wiki' } },
})
`,
  },
  says: [
    'destroys kubernetes Application argocd/wiki removed',
    'destroys kubernetes PersistentVolumeClaim wiki/wiki-pages removed',
    'stops kubernetes Deployment wiki/wiki removed',
    '* ansible role wiki added*',
    'reloads caddy route wiki.in.cottage.example removed *reverse_proxy https://wiki.tail.example.net*',
    '* caddy route wiki.in.cottage.example added *reverse_proxy http://localhost:3000*',
    // Who asks for its pages asks elsewhere.
    '* kubernetes Deployment feed/feed changed spec.template.spec.containers[feed].env[WIKI_URL]*',
  ],
  silent: ['* Deployment docs/docs *', 'destroys database *', '* route feed.in.cottage.example *'],
  causes: ['apps/cottage/services/wiki.ts'],
} satisfies Case
