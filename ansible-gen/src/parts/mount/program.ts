import { made, type NfsOption, type Share } from '@homelab/estate/model'
import type { Program } from '../../host/program.ts'

/** Something that systemd mounts: https://www.freedesktop.org/software/systemd/man/latest/systemd.mount.html */
export interface Mount extends Program {
  readonly kind: 'mount'
  readonly what: string
  /** Absolute; systemd makes the folder. */
  readonly where: string
  readonly type: string
  /** https://man7.org/linux/man-pages/man8/mount.8.html, https://man7.org/linux/man-pages/man5/nfs.5.html */
  readonly options: readonly string[]
  /** By name, where it is a share of the estate. */
  readonly share?: string
}

/**
 * A share of another host, mounted by NFS; for reading, where it is exported so. A server that does not answer keeps nothing from
 * starting, and what waits for its files goes on when it is back. It takes the package `nfs-common`, with `mount.nfs`.
 *
 * @param where absolute
 * @param options besides, as `nfs(5)` has them
 * @example nfsMount(music, '/mnt/music')
 */
export function nfsMount(of: Share, where: string, ...options: readonly NfsOption[]): Mount {
  const { name: share, server, path, readOnly } = of
  const all = [...(readOnly === true ? ['ro'] : []), 'hard', ...options]
  return made({ kind: 'mount', what: `${server}:${path}`, where, type: 'nfs', options: all, share })
}

/**
 * How a disk is mounted: words of all file systems (https://man7.org/linux/man-pages/man8/mount.8.html) and of those that most disks
 * have (https://man7.org/linux/man-pages/man5/ext4.5.html, https://man7.org/linux/man-pages/man5/xfs.5.html,
 * https://btrfs.readthedocs.io/en/latest/ch-mount-options.html); what has a value is the file system's own.
 */
export type DiskOption =
  | `${'' | 'no'}${'atime' | 'diratime' | 'exec' | 'suid' | 'dev' | 'auto' | 'iversion' | 'mand' | 'user' | 'group' | 'symfollow'}`
  | 'async'
  | 'sync'
  | 'dirsync'
  | 'defaults'
  | 'lazytime'
  | 'nolazytime'
  | 'nofail'
  | 'relatime'
  | 'norelatime'
  | 'strictatime'
  | 'nostrictatime'
  | 'ro'
  | 'rw'
  | 'silent'
  | 'loud'
  | `${'' | 'no'}${'acl' | 'barrier' | 'discard' | 'user_xattr' | 'delalloc' | 'auto_da_alloc' | 'block_validity'}`
  | `${'' | 'no'}${'datacow' | 'datasum' | 'autodefrag' | 'flushoncommit' | 'ssd' | 'ssd_spread' | 'enospc_debug'}`
  | 'compress'
  | 'compress-force'
  | 'degraded'
  | 'inode32'
  | 'inode64'
  | 'largeio'
  | 'nolargeio'
  | 'norecovery'
  | 'noload'
  | 'nouuid'
  | 'swalloc'
  | 'wsync'
  | `${'' | 'u' | 'g' | 'p'}${'quota' | 'qnoenforce'}`
  | 'noquota'
  | 'usrquota'
  | 'grpquota'
  | 'prjquota'
  | 'x-systemd.automount'
  | 'x-systemd.growfs'
  | 'x-systemd.makefs'
  | 'x-systemd.rw-only'
  | `${string}=${string}`

/**
 * A disk of this host. It is not formatted; without it nothing is kept from starting but what needs its files.
 *
 * @param device by a name that stays: `/dev/disk/by-uuid/…`
 * @param where absolute
 * @example diskMount('/dev/disk/by-label/media', '/srv/media')
 */
export function diskMount(
  device: string,
  where: string,
  { type = 'ext4', options = [] }: { readonly type?: string; readonly options?: readonly DiskOption[] } = {},
): Mount {
  return made({ kind: 'mount', what: device, where, type, options })
}

/**
 * The name of a unit that mounts there, without its ending.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#String%20Escaping%20for%20Inclusion%20in%20Unit%20Names
 */
export function unitOf({ where }: Pick<Mount, 'where'>): string {
  const path = where.replaceAll(/^\/+|\/+$/g, '')
  if (path === '') return '-'
  const escaped = (sign: string): string =>
    Array.from(Buffer.from(sign), byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
  return path
    .split(/\/+/)
    .map(step => step.replaceAll(/[^A-Za-z0-9:_.]/gu, escaped))
    .join('-')
    .replace(/^\./, escaped)
}

export function mountPath(program: Mount): string {
  return `/etc/systemd/system/${unitOf(program)}.mount`
}

/** What mounts it: where a file system has a program of its own, a package brings that. */
export function mountProgram({ type }: Mount): string {
  return type === 'nfs' ? '/usr/sbin/mount.nfs' : '/usr/bin/mount'
}
