import { file, hostService } from '@homelab/ansible-gen'
import { endpoint, host, http, type Needs, restrictedTo, type Service, service } from '@homelab/estate'
import { asLokiPush, asRemoteWrite, hostAlloy } from '@homelab/observability'
import { standInProgram } from '../../support/stand-in-program.ts'
import { box, type Expected, pod } from '../parts.ts'
import { boss, desktop, edge, guest, laptop, owned, server, tailnetFixture } from '../tailnet.ts'

const outpost = host('outpost', {
  platform: 'linux',
  role: 'stands where anybody can talk to it',
  home: '/home/outpost',
  tailnet: restrictedTo('tag:target', 'tag:outpost'),
})

function store(name: string): Service<'http'> {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { http: http(80) },
    workload: pod({ objectName: name }),
    routes: { tailnet: { port: 'http' } },
  })
}
const [logs, metrics] = [store('logs'), store('metrics')]

/** It pushes, and reaches whatever else its targets answer. */
const pusher = service(import.meta, 'pusher', {
  title: 'Pusher',
  summary: 'pushes what it sees',
  ports: {},
  workload: hostService({
    at: outpost,
    programs: [
      standInProgram('alloy', {
        program: '/usr/bin/true',
        reads: [
          file(
            '/home/outpost/config.alloy',
            '0644',
            hostAlloy({
              scrapeIntervalSeconds: 15,
              disableCollectors: [],
              textfileDirectory: '/home/outpost/textfiles',
              logGroups: {},
            }),
          ),
        ],
      }),
    ],
  }),
  needs: (): Needs => [
    // here
    endpoint(logs, 'http', 'pushes logs', asLokiPush()),
    // here
    endpoint(metrics, 'http', 'pushes metrics', asRemoteWrite()),
  ],
})

export default tailnetFixture(
  import.meta,
  { tags: owned('tag:target', 'tag:outpost') },
  { hosts: [box, server, desktop, laptop, edge, outpost], people: [boss, guest], services: [logs, metrics, pusher] },
)
export const expected: Expected = ['wide-endpoint pusher needs.logs', 'wide-endpoint pusher needs.metrics']
