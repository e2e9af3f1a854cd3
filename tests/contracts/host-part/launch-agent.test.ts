import { formula, launchAgent, launchAgents } from '@homelab/ansible-gen'
import { hostPartContract } from '../host-part.ts'
import { mac, nonsense, withSecret } from './samples.ts'

hostPartContract('launch-agent', launchAgents, {
  host: mac,
  program: launchAgent({
    label: 'org.example.sample',
    program: ['/opt/homebrew/bin/sample'],
    logs: '/Users/ann/Library/Logs/sample',
    keepAlive: true,
    reads: withSecret('/Users/ann'),
  }),
  packages: [formula('sample')],
  answers: {
    up: { stdout: '{\n\t"Label" = "org.example.sample";\n\t"PID" = 41;\n};\n' },
    down: { exitCode: 113 },
    unknown: nonsense,
  },
})
