import { formula, hostService, launchAgent } from '@homelab/ansible-gen'
import { host, type Service, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })
type Workload = Omit<Parameters<typeof hostService>[0], 'at'>

function onMac(name: string, workload: Workload): Service {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    // here
    workload: hostService({ at: mac, ...workload }),
  })
}

/** The compiler would refuse these members; it does not run with the estate. */
const services = [
  // @ts-expect-error It is `requires`.
  onMac('misspelt', { requirez: [] }),
  // @ts-expect-error It is `formula('forgejo')`.
  onMac('packaged', { packages: ['forgejo', formula('git')] }),
  onMac('scheduled', {
    programs: [
      // here
      launchAgent({
        label: 'a',
        program: ['/bin/true'],
        logs: '/Users/someone/a',
        // @ts-expect-error It is `cron('0 0 * * *')`.
        schedule: '0 0 * * *',
      }),
    ],
  }),
]

export default fixture(import.meta, { hosts: [box, mac], services })
export const expected: Expected = [
  'wrong-type misspelt workload.requirez',
  'wrong-type packaged workload.packages[0]',
  'wrong-type scheduled workload.programs[0].schedule',
]
