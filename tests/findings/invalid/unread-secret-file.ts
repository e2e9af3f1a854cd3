import { directory, file, hostService, pieces, systemdService } from '@homelab/ansible-gen'
import { json, service } from '@homelab/estate'
import { server } from '../linux.ts'
import { box, type Expected, fixture, kind, secrets } from '../parts.ts'

const folder = '/home/someone/registry'
const secret = pieces(secrets.app.password, '\n')

function registry(name: string, auth: object) {
  const own = `${folder}/${name}`
  return systemdService(name, {
    description: name,
    program: ['/usr/bin/env', `${own}.json`],
    user: 'someone',
    // here
    reads: [file(`${own}.json`, '0644', json({ port: 5000, ...auth })), file(`${own}.logins`, '0600', secret)],
  })
}

/** With its settings one asks whoever comes who they are, and the other nobody. */
const registries = service(import.meta, 'registries', {
  title: 'Registries',
  summary: 'keep images',
  ports: {},
  workload: hostService({
    at: server,
    directories: [directory(folder)],
    programs: [registry('one', { auth: { file: `${folder}/one.logins` } }), registry('two', {})],
  }),
})

export default fixture(import.meta, { hosts: [box, server], clusters: [kind], services: [registries] })
export const expected: Expected = ['unread-secret registries workload /home/someone/registry/two.logins']
