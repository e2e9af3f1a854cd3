import type { Case } from '../../case.ts'

/**
 * From a proxy that is granted `tag:k8s` and `tag:server` broadly, and pushes telemetry through Caddy, to one that reaches its targets
 * alone.
 */
export default {
  edits: {
    'services/proxy.ts': [
      ['import { endpoint,', 'import { accept, endpoint,'],
      [
        "  serves: 'public',\n",
        "  serves: 'public',\n  accepts: ['needs.loki', 'needs.prometheus'].map(path => accept('wide-endpoint', 'as it was', path)),\n",
      ],
    ],
    'places.ts': [
      ['host, tagged', 'host, restrictedTo, tagged'],
      ["tagged('tag:edge')", "restrictedTo('tag:edge-target', 'tag:edge')"],
    ],
    'tailnet.ts': [
      ['import { tailnetPolicy }', 'import { flowsOf, tailnetPolicy }'],
      ["from './people.ts'", "from './people.ts'\nimport { edge } from './places.ts'"],
      [
        `    { src: ['tag:edge'], dst: ['tag:k8s'], ip: ['tcp:443'], reason: 'the proxy carries public names' },
    { src: ['tag:edge'], dst: ['tag:server'], ip: ['tcp:443'], reason: 'the proxy pushes telemetry through Caddy' },
`,
        '    flowsOf(edge),\n',
      ],
      [
        "    { tag: 'tag:edge', owners: ['autogroup:admin'] },\n",
        "    { tag: 'tag:edge', owners: ['autogroup:admin'] },\n    { tag: 'tag:edge-target', owners: ['autogroup:admin', 'tag:k8s-operator'] },\n",
      ],
      [
        "accept: ['tag:k8s:443', 'tag:server:443'] }",
        "accept: ['tag:edge-target:443'], deny: ['tag:k8s:443', 'tag:server:443'] }",
      ],
    ],
  },
  says: [
    '- tailnet policy removed grants[tag:edge → tag:k8s tcp:443]*',
    '- tailnet policy removed grants[tag:edge → tag:server tcp:443]*',
    '- tailnet policy added grants[tag:edge → tag:edge-target tcp:443]*',
    '- tailnet policy * tests[tag:edge*',
    '- tailnet policy added tagOwners["tag:edge-target"]*',
    '- tailnet edge loses tcp:443 on box* removed',
    '- kubernetes Ingress docs/docs-tailscale added metadata.annotations["tailscale.com/tags"]: → tag:k8s,tag:edge-target',
    '- kubernetes Ingress monitoring/loki-tailscale added metadata.annotations["tailscale.com/tags"]: → tag:k8s,tag:edge-target',
    '- kubernetes Ingress monitoring/prometheus-tailscale added metadata.annotations["tailscale.com/tags"]: → tag:k8s,tag:edge-target',
    'restarts public-proxy fly/config.alloy changed *url*: https://loki.in.cottage.example/loki/api/v1/push → https://loki.tail.example.net/loki/api/v1/push',
    'restarts public-proxy fly/config.alloy changed *url*: https://prometheus.in.cottage.example/api/v1/write → https://prometheus.tail.example.net/api/v1/write',
  ],
  only: true,
  silent: ['destroys *', 'recreates *', 'opens *', 'stops *', '* gains *'],
  causes: ['apps/cottage/tailnet.ts', 'apps/cottage/places.ts'],
} satisfies Case
