import { type BorgmaticSettings, type BorgmaticSsh, inBrew, inHome, programOn } from '@homelab/ansible-gen'
import type { Host } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** What an estate says of its backups. Whatever is not said has a default, and may be said all the same. */
export interface BorgmaticFacts
  extends Pick<BorgmaticSettings, 'postgresVersion'>,
    Partial<Omit<BorgmaticSettings, 'repository' | 'postgresVersion'>> {
  /** `repokey` by default, and one of which archives are deleted, unless somebody else prunes it (`prunedBy`). */
  readonly repository: Omit<BorgmaticSettings['repository'], 'ssh' | 'encryption' | 'appendOnly'> & {
    readonly encryption?: BorgmaticSettings['repository']['encryption']
    readonly appendOnly?: boolean
    /** `key` is `.ssh/borg` by default, with the name behind it where there is one. */
    readonly ssh?: Omit<BorgmaticSsh, 'key' | 'knownHosts' | 'borg'> & Partial<BorgmaticSsh>
  }
}

/**
 * Settings of borgmatic on a host. By default: its configuration lies where borgmatic looks for it
 * (https://torsion.org/borgmatic/how-to/set-up-backups/#configuration), scripts in `.local/bin`, what they note in
 * `.local/state`; programs are where the host's packages put them, and borgmatic on Linux where pipx does for all users; the
 * passphrase is in `.borg-passphrase` in the home folder, with the name behind it where there is one; SQLite's databases are copied by the system's `sqlite3`;
 * the repository is checked once a week and its archives once a month; a run waits an hour for another, and for what it needs.
 *
 * borgmatic fails, waits and pings for a configuration as a whole, so each repository has one of its own, with all that
 * belongs to it: a further one on a host has a `name`, by which its files are told from those of the others.
 *
 * @example borgmaticSettings(server, { repository: { path: '/mnt/borg', label: 'nas', encryption: 'repokey', appendOnly: false }, passCommand: 'cat /root/.borg', keep: { daily: 7, monthly: 12, yearly: 10 }, postgresVersion: 17 })
 * @example borgmaticSettings(server, { name: 'offsite', repository: { path: '/borg', ssh: { user: 'u1', host: 'box.example.org', hostKey: secrets.password }, label: 'offsite', encryption: 'repokey', appendOnly: true, prunedBy: 'the server, each month' }, passCommand: 'cat /root/.offsite', excludes: ['node_modules'], ping: { to: 'healthchecks', url: secrets.login }, postgresVersion: 17 })
 */
export function borgmaticSettings(at: Host, facts: BorgmaticFacts): BorgmaticSettings {
  const { name, postgresVersion: version } = facts
  const { ssh: server, ...place } = facts.repository
  const suffix = name === undefined ? '' : `-${name}`
  const borg = facts.borg ?? programOn(at, 'borg')
  const ssh = server && {
    key: inHome(at, `.ssh/borg${suffix}`),
    knownHosts: inHome(at, `.config/borgmatic/known-hosts${suffix}`),
    borg,
    ...server,
  }
  return {
    configuration: inHome(at, `.config/borgmatic/${name ?? 'config'}.yaml`),
    // https://pipx.pypa.io/stable/installation/#global-installation
    command: [at.platform === 'macos' ? programOn(at, 'borgmatic') : '/usr/local/bin/borgmatic'],
    passCommand: `cat ${inHome(at, `.borg-passphrase${suffix}`)}`,
    borg,
    jq: programOn(at, 'jq'),
    // https://wiki.debian.org/PostgreSql: each version has a folder.
    postgresPrograms:
      at.platform === 'macos' ? inBrew(at, `opt/postgresql@${version}/bin`) : `/usr/lib/postgresql/${version}/bin`,
    sqlite: { program: '/usr/bin/sqlite3', copies: inHome(at, `.local/state/borgmatic-copies${suffix}`) },
    // borgmatic counts from the end of the last check: a whole week after it, a weekly job is too early.
    checks: [
      { name: 'repository', frequency: '6 days' },
      { name: 'archives', frequency: '27 days' },
    ],
    lockWaitSeconds: 3600,
    waitSeconds: 3600,
    runner: inHome(at, `.local/bin/borgmatic-run${suffix}`),
    recorder: inHome(at, `.local/bin/borgmatic-record${suffix}`),
    records: inHome(at, `.local/state/borgmatic-runs${suffix}`),
    ...(name !== undefined && {
      name,
      passwords: inHome(at, `.pgpass${suffix}`),
      runtime: inHome(at, `.local/state/borgmatic-runtime${suffix}`),
    }),
    ...facts,
    // Whoever asks for the repository asks with its keys.
    ...(ssh !== undefined && { borg: inHome(at, `.local/bin/borg${suffix || '-ssh'}`) }),
    repository: {
      encryption: 'repokey',
      appendOnly: place.prunedBy !== undefined,
      ...place,
      ...present({ ssh }),
    },
  }
}
