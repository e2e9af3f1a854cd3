import { file, hostService } from '@homelab/ansible-gen'
import { database, dumped, folder, host, type Needs, role, saved, service, tagged, tcp } from '@homelab/estate'
import { tarBackup } from '../../contracts/stand-ins/tar.ts'
import { box, type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const home = '/home/box'
const saver = host('saver', { platform: 'linux', role: 'makes backups', home, tailnet: tagged('tag:saver') })
const pg = service(import.meta, 'pg', {
  title: 'PostgreSQL',
  summary: 'a server',
  ports: { sql: tcp(5432) },
  workload: server().props.workload,
  routes: { tailnet: { port: 'sql' } },
})

/** @param needs what it may log in to */
function backup(name: string, needs: () => Needs) {
  const settings = { label: name, target: `/${name}`, dumps: `${home}/${name}-dumps`, record: `${home}/${name}-run` }
  // here
  return service(import.meta, name, {
    title: name,
    summary: 'saves all of it',
    ports: {},
    workload: hostService({
      at: saver,
      files: [file(`${home}/${name}`, '0700', tarBackup({ ...settings, databases: true, postgresVersion: 18 }))],
      data: [folder(`${home}/${name}-letters`, 'letters', saved('high'), 'letters')],
    }),
    needs,
  })
}

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [database(pg, 'web', { role: { password: secrets.app.password }, backup: dumped })],
})

const first = backup('first', () => [role(pg, 'first', { password: secrets.app.password, reason: 'dumps everything' })])
/** It saves the same folders, and no database. */
const second = backup('second', () => [])

export default fixture(import.meta, { hosts: [box, saver], services: [store, pg, web, first, second] })
export const expected: Expected = ['partial-repository second needs.pg']
