/** One service, on a Mac and on Debian: the same file of it, with another host. */
import {
  aptPackage,
  directory,
  file,
  formula,
  hardenedUnit,
  hostService,
  inHome,
  keptProgram,
  packageOn,
  programOn,
} from '@homelab/ansible-gen'
import { type Host, host, http, service, text } from '@homelab/estate'
import { expect, test } from 'vitest'
import { fixture } from './findings/parts.ts'
import { openFindings, render } from './support/render.ts'

const login = { role: 'x', user: 'ann' } as const
const mac = host('mac', { ...login, platform: 'macos', home: '/Users/ann', brewPrefix: '/opt/homebrew' })
const debian = host('debian', { ...login, platform: 'linux', home: '/home/ann', ownedPaths: ['/etc/systemd/system'] })

/** What stands in its file. */
function notes(at: Host) {
  const settings = inHome(at, 'notes/settings')
  return service(import.meta, 'notes', {
    title: 'Notes',
    summary: 'keeps notes',
    ports: { http: http(8080) },
    workload: hostService({
      at,
      packages: [packageOn(at, { mac: formula('notes'), linux: aptPackage('notes-server', { programs: ['notes'] }) })],
      directories: [directory(inHome(at, 'notes'))],
      programs: [
        keptProgram(at, 'org.example.notes', {
          description: 'Notes',
          program: [programOn(at, 'notes'), '--settings', settings],
          environment: { NOTES_PORT: '8080' },
          reads: [file(settings, '0644', text('quiet = true\n'))],
          onLinux: { after: ['network-online.target'], security: hardenedUnit({ home: 'writes' }) },
        }),
      ],
    }),
  })
}

function rendered(at: Host) {
  const { files, findings } = render(fixture(import.meta, { hosts: [at], clusters: [], services: [notes(at)] }))
  const role = 'ansible/roles/notes'
  const own = [...files.keys()].filter(path => path.startsWith(`${role}/templates/`))
  return {
    found: openFindings(findings),
    templates: own.map(path => path.slice(`${role}/templates/`.length, -'.j2'.length)).toSorted(),
    tasks: files.get(`${role}/tasks/main.yml`) ?? '',
    template: (name: string) => files.get(`${role}/templates/${name}.j2`) ?? '',
  }
}

test('on a Mac it is an agent of launchd and a package of Homebrew', () => {
  const { found, templates, tasks, template } = rendered(mac)
  // So small an estate has nothing that makes log files shorter.
  expect(found).toEqual(['unrotated-log notes workload.programs'])
  expect(templates).toEqual(['org.example.notes.plist', 'settings'])
  expect(tasks).toContain('community.general.homebrew')
  expect(template('org.example.notes.plist')).toContain('{{ notes_brew_prefix }}/bin/notes')
})

test('on Debian it is a unit of systemd, run as the login, and a package of apt', () => {
  const { found, templates, tasks, template } = rendered(debian)
  expect(found).toEqual([])
  expect(templates).toEqual(['org.example.notes.service', 'settings'])
  expect(tasks).toContain('name: notes-server')
  expect(template('org.example.notes.service')).toMatch(
    /\nUser=ann\nEnvironment=NOTES_PORT=8080\nExecStart=\/usr\/bin\/notes --settings \{\{ notes_home \}\}\/notes\/settings\n/,
  )
  expect(template('org.example.notes.service')).toContain('ProtectSystem=strict')
})
