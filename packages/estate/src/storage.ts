import type { Backup } from './backup.ts'
import { made } from './made.ts'
import type { Host } from './place.ts'

/** A folder that a host exports to others. */
export interface Share {
  readonly kind: 'share'
  readonly name: string
  /** The exporting host, by name. */
  readonly host: string
  /** The name by which clients mount it. */
  readonly server: string
  /** The path on the exporting host, absolute. */
  readonly path: string
  /** Who may mount it by NFS: networks in CIDR notation; empty: no NFS export. */
  readonly nfsClients: readonly string[]
  readonly readOnly?: true
  readonly holds: string
  readonly backup: Backup
}

type SaidNumber =
  | 'port'
  | 'timeo'
  | 'retrans'
  | 'retry'
  | 'rsize'
  | 'wsize'
  | 'actimeo'
  | 'acregmin'
  | 'acregmax'
  | 'acdirmin'
  | 'acdirmax'
  | 'nconnect'
  | 'max_connect'
  | 'mountport'
  | 'namlen'

/**
 * How an NFS export is mounted: https://man7.org/linux/man-pages/man5/nfs.5.html, and of what all file systems have
 * https://man7.org/linux/man-pages/man8/mount.8.html. Whether it is written follows from the share.
 */
export type NfsOption =
  | 'hard'
  | 'soft'
  | 'softerr'
  | 'softreval'
  | 'bg'
  | 'fg'
  | 'intr'
  | 'sync'
  | 'async'
  | 'noatime'
  | 'relatime'
  | 'nodiratime'
  | 'noexec'
  | 'nosuid'
  | 'nodev'
  | 'nofail'
  | '_netdev'
  | 'lock'
  | 'nolock'
  | 'ac'
  | 'noac'
  | 'cto'
  | 'nocto'
  | 'acl'
  | 'noacl'
  | 'rdirplus'
  | 'nordirplus'
  | 'resvport'
  | 'noresvport'
  | 'sharecache'
  | 'nosharecache'
  | 'migration'
  | 'nomigration'
  | 'trunkdiscovery'
  | 'notrunkdiscovery'
  | 'fsc'
  | 'nofsc'
  | `${SaidNumber}=${number}`
  | `${'nfsvers' | 'vers'}=${'3' | '4' | '4.0' | '4.1' | '4.2'}`
  | `${'proto' | 'mountproto'}=${'udp' | 'udp6' | 'tcp' | 'tcp6' | 'rdma' | 'rdma6'}`
  | `sec=${'none' | 'sys' | 'krb5' | 'krb5i' | 'krb5p'}`
  | `lookupcache=${'all' | 'none' | 'pos' | 'positive'}`
  | `local_lock=${'all' | 'flock' | 'posix' | 'none'}`
  | `mountvers=${'1' | '2' | '3'}`
  | `minorversion=${'0' | '1' | '2'}`
  | `${'clientaddr' | 'mounthost'}=${string}`
  | `xprtsec=${'none' | 'tls' | 'mtls'}`
  | `x-systemd.${string}=${string}`

export interface ShareProps extends Pick<Share, 'path' | 'holds' | 'backup'> {
  readonly nfsClients?: readonly string[]
  readonly readOnly?: true
}

/**
 * A folder that a host serves to others.
 *
 * @param on the host that serves it
 * @example share('music', nas, { path: '/volume1/music', holds: 'music', backup: notBackedUp('ripped from discs') })
 */
export function share(name: string, on: Host, props: ShareProps): Share {
  return made({ kind: 'share', name, host: on.name, server: on.lanName ?? on.name, nfsClients: [], ...props })
}

/** Data that a workload keeps on a volume or in a folder. */
export interface Volume {
  readonly kind: 'volume'
  readonly name: string
  /** What is in it, one clause. */
  readonly holds: string
  /** Kubernetes quantity, for example `20Gi`; where the medium has a size. */
  readonly size?: string
  /** The folder on the host, absolute; for workloads on hosts. */
  readonly path?: string
  /**
   * A database lives there, in a file of a host or in the data folder of its server: as a file it is never saved, since
   * it is written meanwhile.
   */
  readonly database?: 'sqlite' | 'mariadb'
  /** Where the server of the database listens on its host, absolute. */
  readonly socket?: string
  readonly backup: Backup
}

/**
 * A folder on a host, absolute, that a service or a person keeps data in.
 *
 * @param name what metrics and tables call it; the path by default
 */
export function folder(path: string, holds: string, backup: Backup, name: string = path): Volume {
  return made({ kind: 'volume', name, holds, path, backup })
}

/**
 * A SQLite database of a service on a host, also one in a folder that is saved: it is left out there with the files
 * beside it (https://www.sqlite.org/tempfiles.html), and where it is `dumped`, a backup saves a copy that SQLite made.
 *
 * @param path its file, absolute
 * @param name what metrics and tables call it; the path by default
 */
export function sqlite(path: string, holds: string, backup: Backup, name: string = path): Volume {
  return made({ kind: 'volume', name, holds, path, database: 'sqlite', backup })
}

/** A MariaDB server of a host. */
export interface MariadbServer {
  /** Its data folder (`datadir`), absolute. */
  readonly folder: string
  /** The socket that it listens on, absolute; Debian's by default: `/run/mysqld/mysqld.sock`. */
  readonly socket?: string
}

/**
 * A database in a MariaDB server of a host. Where it is `dumped`, whoever makes the backups logs in on the server's socket
 * under the name that it has on the host, without a password: https://mariadb.com/kb/en/authentication-plugin-unix-socket/
 * Accounts and their rights are no part of the database, and not in its dump.
 *
 * @param name what the server calls it
 */
export function mariadb(name: string, holds: string, backup: Backup, server: MariadbServer): Volume {
  const { folder, socket = '/run/mysqld/mysqld.sock' } = server
  return made({ kind: 'volume', name, holds, path: folder, database: 'mariadb', socket, backup })
}
