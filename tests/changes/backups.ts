import type { Case } from './case.ts'

/** Services that save what the cottage's box has, each into a repository of its own name. */
export function backups(...names: readonly string[]): Case['edits'] {
  return {
    ...Object.fromEntries(names.map((name, nth) => [`services/${name}.ts`, saving(name, nth === 0)])),
    'services/index.ts': [
      ['import { caddy }', `${names.map(name => `import { ${name} } from './${name}.ts'\n`).join('')}import { caddy }`],
      ['  proxy,\n]', `  proxy,\n${names.map(name => `  ${name},\n`).join('')}]`],
    ],
  }
}

/** @param keeps whether it stands beside something to save */
function saving(name: string, keeps: boolean): string {
  const data = keeps ? "\n    data: [folder('/srv/albums', 'albums', saved('high'))]," : ''
  return `import {
  type BorgmaticSettings,
  borgmaticConfiguration,
  borgmaticRecorder,
  borgmaticRun,
  directory,
  file,
  hostService,
  inHome,
  required,
  systemdTimer,
} from '@homelab/ansible-gen'
import { accept, daily, ${keeps ? 'folder, saved, ' : ''}service } from '@homelab/estate'
import { box } from '../places.ts'

const nightly = daily(2)
const settings: BorgmaticSettings = {
  configuration: inHome(box, '${name}/config.yaml'),
  command: ['/usr/local/bin/borgmatic'],
  borg: '/usr/bin/borg',
  jq: '/usr/bin/jq',
  postgresPrograms: '/usr/lib/postgresql/18/bin',
  postgresVersion: 18,
  repository: { path: '/mnt/${name}/borg', label: '${name}', encryption: 'repokey', appendOnly: true },
  passCommand: 'cat /home/lab/.borg',
  keep: { daily: 7, monthly: 12, yearly: 10 },
  checks: [],
  lockWaitSeconds: 600,
  waitSeconds: 600,
  runner: inHome(box, '${name}/run'),
  recorder: inHome(box, '${name}/record'),
  records: inHome(box, '${name}/records'),
}

export const ${name} = service(import.meta, '${name}', {
  title: 'Backup',
  summary: 'saves folders',
  ports: {},
  workload: hostService({
    at: box,
    requires: [required('/usr/local/bin/borgmatic', 'Install it.'), required('/usr/bin/borg', 'Install it.')],
    directories: [directory(inHome(box, '${name}')), directory(settings.records)],
    files: [
      file(settings.recorder, '0755', borgmaticRecorder(settings)),
      file(settings.runner, '0755', borgmaticRun(settings)),
      file(settings.configuration, '0600', borgmaticConfiguration(settings)),
    ],
    programs: [
      systemdTimer('cottage-${name}', {
        description: 'Saves folders',
        program: [settings.runner, 'create'],
        schedule: nightly,
      }),
    ],${data}
  }),
  backsUp: { repository: '${name}', schedule: nightly, longestSeconds: 3600 },
  accepts: [accept('unwatched-backup', 'somebody looks', 'backsUp')],
})
`
}
