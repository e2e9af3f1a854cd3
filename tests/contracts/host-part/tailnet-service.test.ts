import { type TailnetService, tailnetServices } from '@homelab/ansible-gen'
import { host, tagged } from '@homelab/estate'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense } from './samples.ts'

const program: TailnetService = {
  kind: 'tailnet-service',
  name: 'svc:sample',
  ports: [{ port: 443, as: 'web', target: 'http://localhost:3001', hostname: 'sample.tail.example.net' }],
}

hostPartContract('tailnet-service', tailnetServices, {
  host: host(box.name, { ...box, tailnet: tagged('tag:server') }),
  program,
  packages: [],
  answers: {
    up: { stdout: '{"version":"0.0.1","endpoints":{"tcp:443":"http://localhost:3001"}}' },
    // Drained by somebody: the host keeps what it served.
    down: { stdout: '{"version":"0.0.1","endpoints":{"tcp:443":"http://localhost:3001"},"advertised":false}' },
    unknown: nonsense,
  },
})
