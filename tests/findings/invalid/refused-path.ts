import {
  distributionPackage,
  file,
  hardenedUnit,
  hostService,
  required,
  systemdService,
  type UnitSettings,
} from '@homelab/ansible-gen'
import { folder, notBackedUp, type Service, service, text, type Volume } from '@homelab/estate'
import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'

const home = '/home/someone'

function board(
  name: string,
  settings: Omit<UnitSettings, 'kind'>,
  program = '/usr/bin/board',
  data: readonly Volume[] = [],
): Service {
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    // here
    workload: hostService({
      at: server,
      packages: [distributionPackage('board')],
      requires: [required(`${home}/board`, 'Build it.')],
      programs: [systemdService(name, { description: name, program: [program], ...settings })],
      data,
    }),
  })
}

const own = [folder(`${home}/notes`, 'notes', notBackedUp('a fixture'))]
const settings = file(`${home}/settings`, '0644', text(''))
const other = file(`${home}/other-settings`, '0644', text(''))

/** A unit that sees no home folders, and has something there. */
const kept = [
  board('program', { security: hardenedUnit() }, `${home}/board`),
  board('settings', { security: hardenedUnit(), reads: [settings] }),
  board('folder', { security: { ProtectHome: true }, workingDirectory: home }),
  board('data', { security: hardenedUnit({ home: 'reads' }) }, '/usr/bin/board', own),
]

/** Systemd reads variables itself. */
const fine = [
  board('variables', {
    security: hardenedUnit(),
    environmentFiles: [`${home}/variables`],
    reads: [file(`${home}/variables`, '0600', text(''))],
  }),
  board('reads', { security: hardenedUnit({ home: 'reads' }), reads: [other] }, `${home}/board`),
  board('writes', { security: hardenedUnit({ home: 'writes' }) }, `${home}/board`, own),
]

export default fixture(import.meta, { hosts: [server], clusters: [], services: [...kept, ...fine] })
export const expected: Expected = [
  'refused-path data workload.programs',
  'refused-path folder workload.programs',
  'refused-path program workload.programs',
  'refused-path settings workload.programs',
]
