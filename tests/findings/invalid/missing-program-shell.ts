import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const app = image('example.org/app', '1.0.0')
const script = 'while true; do sleep 1; done'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'takes a script for a file',
  ports: {},
  // here
  workload: pod({
    container: { image: app, command: ['/bin/sh'], args: ['-eu', script] },
    sidecars: [
      { name: 'option', image: app, command: ['-c', script] },
      { name: 'right', image: app, command: ['/bin/bash', '-euc', script] },
      { name: 'file', image: app, command: ['sh', '/scripts/run.sh', 'a b'] },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['missing-program web option.command', 'missing-program web web.command']
