import { type BorgmaticSettings, inBrew, inHome, programOn } from '@homelab/ansible-gen'
import type { Host } from '@homelab/estate/model'

/** What an estate says of its backups. Whatever is not said has a default, and may be said all the same. */
export interface BorgmaticFacts
  extends Pick<BorgmaticSettings, 'keep' | 'passCommand' | 'repository' | 'postgresVersion'>,
    Partial<Omit<BorgmaticSettings, 'keep' | 'passCommand' | 'repository' | 'postgresVersion'>> {}

/**
 * Settings of borgmatic on a host. By default: its configuration lies where borgmatic looks for it
 * (https://torsion.org/borgmatic/how-to/set-up-backups/#configuration), scripts in `.local/bin`, what they note in
 * `.local/state`; programs are where the host's packages put them; SQLite's databases are copied by the system's `sqlite3`;
 * the repository is checked once a week and its archives once a month; a run waits an hour for another, and for what it needs.
 *
 * @example borgmaticSettings(server, { repository: { path: '/mnt/borg', label: 'nas', encryption: 'repokey', appendOnly: false }, passCommand: 'cat /root/.borg', keep: { daily: 7, monthly: 12, yearly: 10 }, postgresVersion: 17 })
 */
export function borgmaticSettings(at: Host, facts: BorgmaticFacts): BorgmaticSettings {
  const version = facts.postgresVersion
  return {
    configuration: inHome(at, '.config/borgmatic/config.yaml'),
    command: [programOn(at, 'borgmatic')],
    borg: programOn(at, 'borg'),
    jq: programOn(at, 'jq'),
    // https://wiki.debian.org/PostgreSql: each version has a folder.
    postgresPrograms:
      at.platform === 'macos' ? inBrew(at, `opt/postgresql@${version}/bin`) : `/usr/lib/postgresql/${version}/bin`,
    sqlite: { program: '/usr/bin/sqlite3', copies: inHome(at, '.local/state/borgmatic-copies') },
    // borgmatic counts from the end of the last check: a whole week after it, a weekly job is too early.
    checks: [
      { name: 'repository', frequency: '6 days' },
      { name: 'archives', frequency: '27 days' },
    ],
    lockWaitSeconds: 3600,
    waitSeconds: 3600,
    runner: inHome(at, '.local/bin/borgmatic-run'),
    recorder: inHome(at, '.local/bin/borgmatic-record'),
    records: inHome(at, '.local/state/borgmatic-runs'),
    ...facts,
  }
}
