import { type BorgmaticSettings, borgmaticConfiguration, file, hostService, required } from '@homelab/ansible-gen'
import { database, dumped, host, image, type Needs, notBackedUp, role, service, tagged, tcp } from '@homelab/estate'
import { postgresCluster } from '@homelab/kubernetes'
import { box, type Expected, fixture, kind, pod, secrets, store } from '../parts.ts'

const home = '/home/box'
/** Where the backups are made: in the tailnet, as the servers are. */
const saver = host('saver', { platform: 'linux', role: 'makes backups', home, tailnet: tagged('tag:saver') })
const settings: BorgmaticSettings = {
  configuration: `${home}/borgmatic.yaml`,
  command: [`${home}/bin/borgmatic`],
  borg: `${home}/bin/borg`,
  jq: `${home}/bin/jq`,
  postgresPrograms: `${home}/postgresql/bin`,
  postgresVersion: 18,
  repository: { path: '/backup', label: 'backup', encryption: 'repokey', appendOnly: false },
  passCommand: `cat ${home}/passphrase`,
  keep: { daily: 1, monthly: 1, yearly: 1 },
  checks: [],
  lockWaitSeconds: 60,
  waitSeconds: 60,
  runner: `${home}/bin/run`,
  recorder: `${home}/bin/record`,
  records: `${home}/records`,
}

function server(name: string, version: string) {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { sql: tcp(5432) },
    workload: postgresCluster({
      at: kind,
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
    requires: ['bin/borg', 'bin/borgmatic', 'bin/record', 'postgresql/bin/pg_dump'].map(path =>
      required(`${home}/${path}`, 'Build it.'),
    ),
    files: [file(settings.configuration, '0600', borgmaticConfiguration(settings))],
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
