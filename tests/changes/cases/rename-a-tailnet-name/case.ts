import type { Case } from '../../case.ts'

/** The endpoint behind the private name: the old one ends with the same sync that brings the new one. */
export default {
  edits: { 'services/wiki.ts': [["tailnet: { port: 'http' }", "tailnet: { port: 'http', host: 'notes' }"]] },
  says: [
    'stops kubernetes Ingress wiki/wiki-tailscale changed spec.tls*',
    'reloads caddy route wiki.in.cottage.example removed *wiki.tail.example.net*',
    '- caddy route wiki.in.cottage.example added *notes.tail.example.net*',
  ],
  silent: ['* gains *', '* loses *', 'destroys *', 'recreates *', '* Deployment feed/feed *'],
  causes: ['apps/cottage/services/wiki.ts'],
} satisfies Case
