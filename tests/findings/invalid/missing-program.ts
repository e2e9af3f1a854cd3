import { cask, directory, distributionPackage, file, formula, hostService, required } from '@homelab/ansible-gen'
import { host, type Service, service, text } from '@homelab/estate'
import { standInProgram } from '../../support/stand-in-program.ts'
import { box, type Expected, fixture } from '../parts.ts'

const home = '/Users/someone'
const mac = host('mac', { platform: 'macos', role: 'a Mac', home, brewPrefix: '/opt/homebrew' })
const rack = host('rack', {
  platform: 'linux',
  role: 'a server',
  home: '/home/rack',
})
type Workload = Parameters<typeof hostService>[0]

function runs(name: string, workload: Workload): Service {
  // here
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload: hostService(workload) })
}

function job(name: string, program: string) {
  return standInProgram(name, { program })
}

function script(path: string, ...lines: readonly string[]) {
  return file(path, '0755', text(`#!/bin/sh\n${lines.join('\n')}\n`))
}

/** Each is called by its whole path, and comes from nowhere. */
const missing = [
  runs('agent', { at: mac, programs: [job('agent', '/opt/homebrew/bin/thing')] }),
  runs('built', { at: mac, programs: [job('built', `${home}/built`)] }),
  runs('application', { at: mac, programs: [job('application', '/Applications/Player.app/Contents/MacOS/player')] }),
  runs('served', { at: mac, programs: [job('served', 'thing')] }),
  // One formula, called twice.
  runs('scripted', {
    at: mac,
    packages: [formula('database@17')],
    files: [
      script(
        `${home}/dump`,
        "readonly FOLDER='/opt/homebrew/opt/database@18/bin'",
        '/opt/homebrew/opt/database@18/bin/dump',
      ),
    ],
  }),
  // A placeholder of macOS, until somebody installs Xcode's tools.
  runs('placeholder', { at: mac, files: [script(`${home}/commit`, '/usr/bin/git commit')] }),
  runs('linux', {
    at: rack,
    programs: [job('linux', '/usr/bin/curl')],
  }),
]

/** The same, from somewhere. */
const there = [
  runs('own', {
    at: mac,
    packages: [formula('things', 'thing'), formula('database@18'), cask('player')],
    requires: [required(`${home}/bin/built`, 'Build it.')],
    directories: [directory(`${home}/bin`)],
    files: [
      script(`${home}/bin/own`, '/opt/homebrew/bin/thing', '/opt/homebrew/opt/database@18/bin/dump', '/usr/bin/awk'),
      file(`${home}/settings`, '0644', text('PATH=/opt/homebrew/bin:/usr/bin:/bin\n')),
    ],
    programs: [
      job('own', `${home}/bin/own`),
      job('own-built', `${home}/bin/built`),
      job('own-application', '/Applications/Player.app/Contents/MacOS/player'),
    ],
  }),
  runs('own-linux', {
    at: rack,
    packages: [distributionPackage('curl'), distributionPackage('postgresql-client', 'pg_dump')],
    files: [script('/home/rack/dump', '/usr/bin/pg_dump | /bin/cat')],
    programs: [job('own-linux', '/usr/bin/curl')],
  }),
]

export default fixture(import.meta, { hosts: [box, mac, rack], services: [...missing, ...there] })
export const expected: Expected = [
  'missing-program agent workload.packages',
  'missing-program application workload.packages',
  'missing-program built workload.packages',
  'missing-program linux workload.packages',
  'missing-program placeholder workload.packages',
  'missing-program scripted workload.packages',
  'missing-program served workload.packages',
]
