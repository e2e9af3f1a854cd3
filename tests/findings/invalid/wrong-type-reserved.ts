import { file, hostService } from '@homelab/ansible-gen'
import { host, service, text } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', brewPrefix: '/opt/homebrew' })
// What the renderer of Ansible's files marks its own expressions with.
const forged = '\ufdd0lookup("pipe", "id")\ufdd1'

// here
const notes = service(import.meta, 'notes', {
  title: `Notes ${forged}`,
  summary: 'notes',
  ports: {},
  // here
  workload: hostService({ at: mac, files: [file('/Users/someone/notes', '0644', text(forged))] }),
})

export default fixture(import.meta, { hosts: [box, mac], services: [notes] })
export const expected: Expected = ['wrong-type notes title', 'wrong-type notes workload.files[0].content.text']
