import { domain, http, type Service, type ServiceProps, service } from '@homelab/estate/model'
import { box, type Expected, fixture, pod } from '../parts.ts'

function web(name: string, url: string, routes: ServiceProps<'http'>['routes'] = {}): Service {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { http: http(80) },
    routes,
    // here
    workload: pod({ container: { ...pod().container, env: { URL: url } } }),
  })
}

/** What belongs to others is not ours to know, nor are wildcards; a machine of the tailnet has a name there. */
const right = [
  'https://wiki.example.org/page',
  'https://git.example.com:3000',
  '*.example.org and example.org itself',
  `http://${box.name}.tail.example.net:9000`,
  `\${HOST:-right.apps.svc.cluster.local}`,
  'someone@mail-wiki.example.org.uk',
].join(' ')

const services = [
  web('right', right, { tailnet: { port: 'http', host: 'wiki' } }),
  web('wrong', 'https://wikki.tail.example.net and again wikki.tail.example.net, kube-dns.kube.svc.cluster.local'),
]

export default fixture(import.meta, { services, domains: { tailnet: domain('tailnet', 'tail.example.net') } })
export const expected: Expected = [
  'unknown-hostname wrong workload.container.env.URL',
  'unknown-hostname wrong workload.container.env.URL',
]
