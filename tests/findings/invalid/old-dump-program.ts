import { file, hostService } from '@homelab/ansible-gen'
import { database, dumped, host, image, type Needs, notBackedUp, role, service, tagged, tcp } from '@homelab/estate'
import { postgresCluster } from '@homelab/kubernetes'
import { tarBackup } from '../../contracts/stand-ins/tar.ts'
import { box, type Expected, fixture, kind, pod, secrets, store } from '../parts.ts'

const home = '/home/box'
/** Where the backups are made: in the tailnet, as the servers are. */
const saver = host('saver', { platform: 'linux', role: 'makes backups', home, tailnet: tagged('tag:saver') })
const settings = { label: 'backup', target: '/backup', dumps: `${home}/dumps`, record: `${home}/last-run` }

function server(name: string, version: string) {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { sql: tcp(5432) },
    workload: postgresCluster({
      at: kind,
      defines: ['postgresql.cnpg.io'],
      namespace: 'databases',
      instances: 1,
      image: image('example.org/postgres', version),
      storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('each by itself') },
      resources: {},
      parameters: {},
      accessRules: [],
    }),
    routes: { tailnet: { port: 'sql' } },
  })
}

const today = server('today', '18.4')
const tomorrow = server('tomorrow', '19.1-2')

// here
const backup = service(import.meta, 'backup', {
  title: 'Backup',
  summary: 'dumps both',
  ports: {},
  workload: hostService({
    at: saver,
    files: [file(`${home}/backup`, '0700', tarBackup({ ...settings, databases: true, postgresVersion: 18 }))],
  }),
  needs: (): Needs =>
    [today, tomorrow].map(on => role(on, 'backup', { password: secrets.app.password, reason: 'dumps everything' })),
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    database(today, 'old', { role: { password: secrets.app.password }, backup: dumped }),
    database(tomorrow, 'new', { role: { password: secrets.app.password }, backup: dumped }),
  ],
})

export default fixture(import.meta, { hosts: [box, saver], services: [store, today, tomorrow, backup, web] })
export const expected: Expected = ['old-dump-program backup postgresVersion tomorrow']
