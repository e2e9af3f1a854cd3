import { type Domains, domain, external, type Host, https, type Service, service } from '@homelab/estate'

/** A private domain besides the one that routes without a word are of. */
export const twoDomains: Domains = {
  tailnet: domain('tailnet', 'tail.example.org'),
  ops: domain('ops', 'ops.example.org'),
  lab: domain('ops', 'lab.example.org'),
}

/** A private proxy that stays hand-written. */
export function proxy(at: Host, ...serves: readonly string[]): Service {
  return service(import.meta, 'proxy', {
    title: 'Proxy',
    summary: 'carries private names',
    ports: { https: https(443) },
    workload: external(at),
    serves,
  })
}
