import type { Capability, Options } from '@homelab/estate/model'

/**
 * What Compose itself knows of a container, in its own words, besides what this part says of it:
 * https://docs.docker.com/reference/compose-file/services/
 */
export interface ComposeKeys {
  readonly cap_add?: readonly Capability[]
  readonly cpuset?: string
  readonly cpus?: number
  readonly device_cgroup_rules?: readonly string[]
  readonly devices?: readonly string[]
  readonly dns?: readonly string[]
  readonly entrypoint?: readonly string[]
  /** `NAME=ADDRESS` each. */
  readonly extra_hosts?: readonly string[]
  readonly gpus?: 'all' | readonly { readonly driver?: string; readonly count?: number | 'all' }[]
  readonly group_add?: readonly (string | number)[]
  readonly hostname?: string
  readonly init?: boolean
  readonly ipc?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly mem_reservation?: string
  /** On the `host`'s own network it answers at its ports themselves, and none is published. */
  readonly network_mode?: 'host' | 'none'
  readonly oom_score_adj?: number
  readonly pid?: 'host'
  readonly pids_limit?: number
  readonly platform?: string
  readonly privileged?: true
  readonly runtime?: string
  readonly shm_size?: string
  readonly stdin_open?: boolean
  readonly stop_grace_period?: string
  readonly stop_signal?: string
  readonly sysctls?: Readonly<Record<string, string | number>>
  readonly tty?: boolean
  readonly ulimits?: Readonly<Record<string, number | { readonly soft: number; readonly hard: number }>>
  readonly working_dir?: string
}

/** All of them: another one Compose would be given, and refuse. */
export const composeKeys: Options<ComposeKeys> = {
  ...{ cap_add: true, cpuset: true, cpus: true, device_cgroup_rules: true, devices: true, dns: true, entrypoint: true },
  ...{ extra_hosts: true, gpus: true, group_add: true, hostname: true, init: true, ipc: true, labels: true },
  ...{ mem_reservation: true, network_mode: true, oom_score_adj: true, pid: true, pids_limit: true, platform: true },
  ...{ privileged: true, runtime: true, shm_size: true, stdin_open: true, stop_grace_period: true, stop_signal: true },
  ...{ sysctls: true, tty: true, ulimits: true, working_dir: true },
}
