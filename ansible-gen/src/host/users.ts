import { made } from '@homelab/estate/model'

/** A group of a Linux host that the role makes. */
export interface SystemGroup {
  readonly name: string
  /** Its number, where others must know it: owners of files on a share. */
  readonly gid?: number
}

/** A user of a Linux host, for programs: nobody logs in as it. */
export interface SystemUser {
  readonly name: string
  /** Its number, where others must know it: owners of files on a share. */
  readonly uid?: number
  /** Its own group, of its own name by default. */
  readonly group?: string
  /** The groups that it is in besides. */
  readonly groups?: readonly string[]
  /** Its home folder, absolute, which the role makes only where it is among the `directories`. */
  readonly home?: string
}

/**
 * A user that programs run as, and files belong to; what a package brings says it in its `users`.
 *
 * @example systemUser('media', { groups: ['video'] })
 */
export function systemUser(name: string, props: Omit<SystemUser, 'name'> = {}): SystemUser {
  return made({ name, ...props })
}

/**
 * A group that several users share.
 *
 * @example systemGroup('media', { gid: 2000 })
 */
export function systemGroup(name: string, props: Omit<SystemGroup, 'name'> = {}): SystemGroup {
  return made({ name, ...props })
}

/** What every Debian has, and so its kin: https://sources.debian.org/src/base-passwd/3.6.8/passwd.master/ */
export const baseUsers: ReadonlySet<string> = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc _apt nobody'.split(' '),
)

/** The same, and those of udev and systemd: https://sources.debian.org/src/base-passwd/3.6.8/group.master/ */
export const baseGroups: ReadonlySet<string> = new Set(
  [
    'root daemon bin sys adm tty disk lp mail news uucp man proxy kmem dialout fax voice cdrom floppy tape sudo audio dip',
    'www-data backup operator list irc src shadow utmp video sasl plugdev staff games users nogroup',
    'input sgx clock kvm render systemd-journal crontab',
  ].flatMap(line => line.split(' ')),
)
