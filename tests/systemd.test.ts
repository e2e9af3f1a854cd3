/** Units of systemd: what keeps running, what a timer runs, and collectors of metrics. */
import {
  collectorScript,
  distributionPackage,
  hostService,
  systemdCollector,
  systemdService,
  systemdTimer,
  systemUser,
} from '@homelab/ansible-gen'
import { daily, host, resolvedOf, service, text } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { hostChecks } from '../packages/checkup/src/derive/hosts.ts'
import { box, fixture } from './findings/parts.ts'
import { openFindings, render } from './support/render.ts'
import { hostCollector, loki, prometheus, textfiles } from './support/watched.ts'

const linux = host(box.name, { ...box, ownedPaths: ['/etc', '/usr/local/bin', textfiles] })
const program = ['/usr/bin/program'] as const
const about = { title: 'Jobs', summary: 'jobs', ports: {} } as const

const jobs = service(import.meta, 'jobs', {
  ...about,
  workload: hostService({
    at: linux,
    packages: [distributionPackage('program')],
    programs: [
      systemdService('kept', { description: 'kept', program, after: ['network-online.target', 'other.service'] }),
      systemdTimer('often', { description: 'often', program, everySeconds: 300 }),
      systemdTimer('nightly', { description: 'nightly', program, schedule: daily(2) }),
      systemdTimer('backup', { description: 'backup', program, schedule: daily(2), catchesUp: true }),
      systemdCollector('measured', {
        description: 'measured',
        script: '/usr/local/bin/measure',
        textfile: `${textfiles}/measured.prom`,
        exporter: 'zot-textfile',
        content: collectorScript('zot', `${textfiles}/measured.prom`, { timeoutSeconds: 10 }),
        everySeconds: 60,
      }),
    ],
  }),
})

const lab = fixture(import.meta, { hosts: [linux], services: [prometheus, loki, hostCollector, jobs] })
const { files, findings } = render(lab)

/** The settings of a unit, in order, without its header. */
function settingsOf(unit: string): readonly string[] {
  const text = files.get(`ansible/roles/jobs/templates/${unit}.j2`) ?? ''
  return text.split('\n').filter(line => /^[A-Z]\w*=/.test(line))
}

test('what keeps running is started again whatever ends it, however often, after a network that is asked for', () => {
  expect(settingsOf('kept.service')).toEqual([
    'Description=kept',
    'After=network-online.target',
    'After=other.service',
    'Wants=network-online.target',
    'StartLimitIntervalSec=0',
    'Type=simple',
    'ExecStart=/usr/bin/program',
    'Restart=always',
    'RestartSec=10',
    'WantedBy=multi-user.target',
  ])
})

test('an interval is a timer that runs at once, and then so long after each run', () => {
  expect(settingsOf('often.service')).toEqual(['Description=often', 'Type=oneshot', 'ExecStart=/usr/bin/program'])
  expect(settingsOf('often.timer')).toEqual([
    'Description=Schedule of: often',
    'OnBootSec=0',
    'OnUnitActiveSec=300s',
    'AccuracySec=1s',
    'WantedBy=timers.target',
  ])
})

test('a schedule runs by the clock alone, unless it is to catch up with what was missed', () => {
  expect(settingsOf('nightly.timer')).toEqual([
    'Description=Schedule of: nightly',
    'OnCalendar=*-*-* 02:00:00',
    'WantedBy=timers.target',
  ])
  expect(settingsOf('backup.timer')).toContain('Persistent=true')
})

test('a changed timer leaves a run alone: it is the timer that is started and restarted', () => {
  const touched = parse(files.get('ansible/roles/jobs/handlers/main.yml') ?? '') as Record<string, { name: string }>[]
  const units = touched.map(task => task['ansible.builtin.systemd_service']?.name)
  expect(units).toEqual(['kept.service', 'often.timer', 'nightly.timer', 'backup.timer', 'measured.timer'])
})

test('a collector is such a timer, whose file is watched and asked for', () => {
  expect(settingsOf('measured.timer')).toContain('OnUnitActiveSec=60s')
  const resolved = resolvedOf(lab)
  expect(resolved.services.find(({ name }) => name === 'jobs')?.textfiles).toEqual([
    { kind: 'textfile', path: `${textfiles}/measured.prom`, exporter: 'zot-textfile', everySeconds: 60 },
  ])
  const asked = resolved.services.filter(({ name }) => name === 'jobs').flatMap(one => hostChecks(resolved, one))
  expect(asked.map(({ what, where }) => `${what} ${where}`)).toEqual([
    'systemd unit box kept.service',
    'systemd unit box often.timer',
    'systemd unit box nightly.timer',
    'systemd unit box backup.timer',
    'systemd unit box measured.timer',
    `text file box ${textfiles}/measured.prom`,
  ])
})

test('none of it is a finding', () => {
  expect(openFindings(findings).filter(finding => finding.includes(' jobs '))).toEqual([])
})

test('what a system user owns is handed over by root', () => {
  const forge = service(import.meta, 'forge', {
    ...about,
    workload: hostService({
      at: linux,
      users: [systemUser('git')],
      directories: [{ path: '/etc/forge', mode: '0750', owner: { user: 'git' } }],
      files: [{ path: '/etc/forge/app.ini', mode: '0640', content: text(''), owner: { user: 'root', group: 'git' } }],
    }),
  })
  const own = render(fixture(import.meta, { hosts: [linux], services: [forge] }))
  expect(openFindings(own.findings)).toEqual([])
  const [, make = {}, write = {}]: Record<string, unknown>[] = parse(
    own.files.get('ansible/roles/forge/tasks/main.yml') ?? '',
  )
  expect(make).toMatchObject({ 'ansible.builtin.file': { owner: 'git' }, become: true })
  expect(make['ansible.builtin.file']).not.toHaveProperty('group')
  expect(write).toMatchObject({ 'ansible.builtin.template': { owner: 'root', group: 'git' }, become: true })
})

test('root runs no script that others may write', () => {
  const tasks = files.get('ansible/roles/jobs/tasks/main.yml') ?? ''
  const [, script = ''] = tasks.split('Write /usr/local/bin/measure')
  expect(script.split('\n\n')[0]).toMatch(/owner: root\n\s+become: true/)
})

test('without a whole number of seconds it never runs', () => {
  const never = service(import.meta, 'never', {
    ...about,
    workload: hostService({
      at: linux,
      packages: [distributionPackage('program')],
      programs: [systemdTimer('never', { description: 'never', program, everySeconds: 0 })],
    }),
  })
  const found = render(fixture(import.meta, { hosts: [linux], services: [never] })).findings
  expect(openFindings(found)).toEqual(['invalid-schedule never workload.programs'])
})

test('what it writes is read from the journal by the collector beside it', () => {
  const configuration = files.get('ansible/roles/agent/templates/config.alloy.j2') ?? ''
  const sources = [
    ...configuration.matchAll(/^loki\.source\.journal "(\w+)" \{\n\tmatches\s*= "([^"]+)"\n\tlabels[^}]*"(\w+)",\n/gm),
  ]
  const units = ['kept', 'often', 'nightly', 'backup', 'measured']
  expect(sources.map(([, ...found]) => found)).toEqual(
    units.map(unit => [`${unit}_service`, `_SYSTEMD_UNIT=${unit}.service`, 'jobs']),
  )
})
