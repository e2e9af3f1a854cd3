import { image, service } from '@homelab/estate'
import { byFlux } from '../by-flux.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Flux applies what a Kustomization has at once. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'waits for a migration',
  ports: {},
  // here
  workload: pod({
    at: byFlux,
    once: [
      {
        ...{ name: 'migrate', restart: 'Never', beforePods: true },
        container: { name: 'migrate', image: image('example.org/web', '1.0.0') },
      },
    ],
  }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [web] })
export const expected: Expected = ['unread-option web once.migrate.beforePods']
