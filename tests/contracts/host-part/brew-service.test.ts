import { brewService, brewServices, formula } from '@homelab/ansible-gen'
import { logFile } from '@homelab/estate'
import { hostPartContract } from '../host-part.ts'
import { mac, nonsense, withSecret } from './samples.ts'

hostPartContract('brew-service', brewServices, {
  host: mac,
  program: brewService('sample', {
    logs: [logFile('/opt/homebrew/var/log/sample.log')],
    reads: withSecret('/Users/ann'),
  }),
  packages: [formula('sample')],
  answers: {
    up: { stdout: '[{"name":"sample","running":true,"status":"started"}]' },
    down: { stdout: '[{"name":"sample","running":false,"status":"none","exit_code":null}]' },
    unknown: nonsense,
  },
})
