import { service } from '@homelab/estate'
import { externalSecret, flux } from '@homelab/kubernetes'
import { byFlux } from '../by-flux.ts'
import { paper, withPaper } from '../paper.ts'
import { type Expected, type kind, pod, reading } from '../parts.ts'

const { kind: _, ...said } = byFlux.delivery as ReturnType<typeof flux>

/** The items of that vault are no Secrets. */
const decrypting: typeof kind = {
  ...byFlux,
  // here
  delivery: flux({ ...said, decrypts: { vault: 'paper', namespace: 'vault', key: 'sops-age' } }),
}

const app = service(import.meta, 'app', {
  title: 'x',
  summary: 'asks for what nothing brings',
  ports: {},
  workload: pod({
    at: decrypting,
    ...reading('app'),
    // here
    secrets: [externalSecret('app', { data: { password: paper.secrets.app.password } })],
  }),
})

export default withPaper(import.meta, { clusters: [decrypting], services: [app] })
export const expected: Expected = [
  'unprovided-reference kind delivery.decrypts.vault',
  'unreadable-secret app secrets.app',
]
