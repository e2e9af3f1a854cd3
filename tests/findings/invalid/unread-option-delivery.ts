import { service } from '@homelab/estate'
import { application, applyFolder, flux } from '@homelab/kubernetes'
import { byFlux } from '../by-flux.ts'
import { type Expected, fixture, kind, pod } from '../parts.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options
const text = { title: 'x', summary: 'says what its delivery does not read', ports: {} }
const { kind: _, ...said } = byFlux.delivery as ReturnType<typeof flux>

const fluxed: typeof kind = {
  ...byFlux,
  // here
  delivery: flux({
    ...said,
    ...more({ retries: 3 }),
    credentials: [{ for: 'https://git.example.com', secret: 'git', ...more({ key: 'x' }) }],
  }),
}
const applied: typeof kind = {
  ...kind,
  name: 'applied',
  context: 'applied',
  source: { ...kind.source, folder: 'applied' },
  delivery: { ...applyFolder(), ...more({ prune: true }) },
}

/** What is Argo CD's alone. */
const one = service(import.meta, 'one', {
  ...text,
  // here
  workload: pod({ at: fluxed, application: application('one', { sync: 'by-hand' }) }),
})
const two = service(import.meta, 'two', {
  ...text,
  // here
  workload: pod({ at: applied, application: application('two', { targetRevision: 'main' }) }),
})

// here
export default fixture(import.meta, { clusters: [fluxed, applied], services: [one, two] })
export const expected: Expected = [
  'unread-option applied delivery.prune',
  'unread-option kind delivery.credentials[0].key',
  'unread-option kind delivery.retries',
  'unread-option one workload.application.sync',
  'unread-option two workload.application.targetRevision',
]
