import { type Capability, made } from '@homelab/estate/model'

/** What a unit may do, in the words of systemd: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html */
export interface UnitSecurity {
  readonly AmbientCapabilities?: readonly `CAP_${Capability}`[]
  readonly CapabilityBoundingSet?: readonly `CAP_${Capability}`[]
  readonly DeviceAllow?: readonly string[]
  readonly DevicePolicy?: 'auto' | 'closed' | 'strict'
  readonly InaccessiblePaths?: readonly string[]
  readonly IPAddressAllow?: readonly string[]
  readonly IPAddressDeny?: readonly string[]
  readonly LockPersonality?: boolean
  readonly MemoryDenyWriteExecute?: boolean
  readonly NoNewPrivileges?: boolean
  readonly PrivateDevices?: boolean
  readonly PrivateNetwork?: boolean
  readonly PrivateTmp?: boolean
  readonly PrivateUsers?: boolean
  readonly ProcSubset?: 'all' | 'pid'
  readonly ProtectClock?: boolean
  readonly ProtectControlGroups?: boolean
  readonly ProtectHome?: boolean | 'read-only' | 'tmpfs'
  readonly ProtectHostname?: boolean
  readonly ProtectKernelLogs?: boolean
  readonly ProtectKernelModules?: boolean
  readonly ProtectKernelTunables?: boolean
  readonly ProtectProc?: 'noaccess' | 'invisible' | 'ptraceable' | 'default'
  readonly ProtectSystem?: boolean | 'full' | 'strict'
  readonly ReadOnlyPaths?: readonly string[]
  /** Where `ProtectSystem` lets it write; folders of the service's `data` besides. */
  readonly ReadWritePaths?: readonly string[]
  readonly RemoveIPC?: boolean
  readonly RestrictAddressFamilies?: readonly string[]
  readonly RestrictNamespaces?: boolean
  readonly RestrictRealtime?: boolean
  readonly RestrictSUIDSGID?: boolean
  readonly SystemCallArchitectures?: 'native'
  readonly SystemCallFilter?: readonly string[]
  readonly SystemCallErrorNumber?: 'EPERM' | 'EACCES' | 'ENOSYS'
  readonly UMask?: string
}

/** What a unit needs beyond nothing. */
export interface HardenedUnitProps {
  /** Folders and files besides those of its service's `data` that it writes, absolute. */
  readonly writes?: readonly string[]
  /** Linux capabilities that it can't do without, without the prefix `CAP_`. */
  readonly capabilities?: readonly Capability[]
  /** It reads, or writes, what lies in home folders. */
  readonly home?: 'reads' | 'writes'
  /** Files of devices that it opens: `/dev/dri`; none by default. */
  readonly devices?: readonly string[]
  /** It makes programs while it runs, as Java, JavaScript and other languages do that are compiled late. */
  readonly compiles?: true
}

/**
 * A unit that can do no more than it says: it changes nothing outside of its data, gets no more rights than it began with, and sees
 * neither devices, home folders nor processes of others. `systemd-analyze security UNIT` tells what is left.
 *
 * @example security: hardenedUnit({ capabilities: ['NET_BIND_SERVICE'] })
 */
export function hardenedUnit({
  writes = [],
  capabilities = [],
  home,
  devices = [],
  compiles,
}: HardenedUnitProps = {}): UnitSecurity {
  const given = capabilities.map(each => `CAP_${each}` as const)
  return made({
    ...(given.length > 0 && { AmbientCapabilities: given }),
    CapabilityBoundingSet: given,
    ...(devices.length > 0 && { DeviceAllow: devices.map(each => `${each} rw`) }),
    ...(devices.length > 0 && { DevicePolicy: 'closed' as const }),
    LockPersonality: true,
    ...(compiles !== true && { MemoryDenyWriteExecute: true }),
    NoNewPrivileges: true,
    ...(devices.length === 0 && { PrivateDevices: true }),
    PrivateTmp: true,
    ProtectClock: true,
    ProtectControlGroups: true,
    ...(home !== 'writes' && { ProtectHome: home === 'reads' ? ('read-only' as const) : true }),
    ProtectHostname: true,
    ProtectKernelLogs: true,
    ProtectKernelModules: true,
    ProtectKernelTunables: true,
    ProtectProc: 'invisible' as const,
    ProtectSystem: 'strict' as const,
    ...(writes.length > 0 && { ReadWritePaths: writes }),
    RestrictAddressFamilies: ['AF_INET', 'AF_INET6', 'AF_UNIX', 'AF_NETLINK'],
    RestrictNamespaces: true,
    RestrictRealtime: true,
    RestrictSUIDSGID: true,
    SystemCallArchitectures: 'native' as const,
    // What services call, and nothing of administrators; of what is refused they are told, and not ended for it.
    SystemCallErrorNumber: 'EPERM' as const,
    SystemCallFilter: ['@system-service', '~@privileged @resources'],
  })
}
