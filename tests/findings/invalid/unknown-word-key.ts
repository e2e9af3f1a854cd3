import { service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'says what nobody reads',
  ports: {},
  // here
  workload: pod({
    podAnnotations: { 'example.org/any': 'x' },
    annotations: { 'argocd.argoproj.io/sync-wabe': '1' },
    pod: { nodeSelector: { 'kubernetes.io/ach': 'arm64' } },
    objects: [
      // here
      object('Service', {
        metadata: {
          name: 'outside',
          annotations: { 'tailscale.com/tailnet-fdqn': 'x.example.org', 'tailscale.com/tags': 'tag:k8s' },
        },
        spec: { type: 'ExternalName', externalName: 'placeholder' },
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [app] })
export const expected: Expected = [
  'unknown-word app Deployment app.metadata.annotations',
  'unknown-word app Deployment app.spec.template.spec.nodeSelector',
  'unknown-word app Service outside.metadata.annotations',
]
