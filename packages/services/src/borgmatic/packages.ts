import { type BorgmaticSettings, distributionPackage, formula, type Package, packageOn } from '@homelab/ansible-gen'
import type { Host } from '@homelab/estate/model'

/** The package of borg. */
export function borgOn(at: Host): Package {
  return packageOn(at, { mac: formula('borgbackup', 'borg'), linux: distributionPackage('borgbackup', 'borg') })
}

export function jqOn(at: Host): Package {
  return packageOn(at, { mac: formula('jq'), linux: distributionPackage('jq') })
}

/** PostgreSQL's programs, of a version that the servers accept. */
export function postgresOn(at: Host, { postgresVersion, postgresPrograms }: BorgmaticSettings): Package {
  // Those that borgmatic calls: https://torsion.org/borgmatic/how-to/backup-your-databases/
  const called = ['pg_dump', 'pg_dumpall', 'pg_restore', 'psql'].map(program => `${postgresPrograms}/${program}`)
  return packageOn(at, {
    mac: formula(`postgresql@${postgresVersion}`),
    linux: distributionPackage(`postgresql-client-${postgresVersion}`, ...called),
  })
}

/** A Mac has `sqlite3` of its own. */
export function sqliteOn(at: Host, { sqlite }: BorgmaticSettings): readonly Package[] {
  return at.platform === 'macos' || sqlite === undefined ? [] : [distributionPackage('sqlite3')]
}
