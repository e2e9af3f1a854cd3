import { directory, file, hostService, systemUser } from '@homelab/ansible-gen'
import { host, service, text } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const debian = host(box.name, { ...box, user: 'lab', ownedPaths: ['/etc/forge', '/srv', '/var/lib'] })

/** The login writes where only root may: a folder, which speaks for its file, and a file. Everything else has an owner. */
const forge = service(import.meta, 'forge', {
  title: 'Forge',
  summary: 'forge',
  ports: {},
  // here
  workload: hostService({
    at: debian,
    users: [systemUser('git')],
    directories: [
      directory('/srv/forge'),
      { ...directory('/var/lib/forge', '0750'), owner: { user: 'git', group: 'git' } },
      { ...directory('/srv/notes'), owner: { user: 'lab' } },
    ],
    files: [
      file('/srv/forge/theme.css', '0644', text('')),
      file('/etc/forge/banner', '0644', text('')),
      { ...file('/etc/forge/app.ini', '0640', text('')), owner: { user: 'root', group: 'git' } },
      file('/srv/notes/today', '0644', text('')),
      file('/home/box/.forge', '0644', text('')),
    ],
  }),
})

export default fixture(import.meta, { hosts: [debian], services: [forge] })
export const expected: Expected = ['invalid-path forge workload', 'invalid-path forge workload']
