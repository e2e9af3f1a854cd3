import type { Program } from '@homelab/ansible-gen'
import { type Image, type JournalLog, journalLog, made, type Volume } from '@homelab/estate/model'

/**
 * A container that podman runs under systemd, stated as a Quadlet:
 * https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html. Whatever ends it, it is started again. Its
 * service's ports are published on this machine alone, each from the port on which the process listens (`target`).
 */
export interface Quadlet extends Program {
  readonly kind: 'quadlet'
  /** The container, its file, and the unit that podman's generator makes of it; unique on the host. */
  readonly name: string
  readonly description: string
  readonly image: Image
  /** Variables that hold no secret. */
  readonly environment?: Readonly<Record<string, string>>
  /** Files of `NAME=value` lines, absolute: for variables that hold secrets. */
  readonly environmentFiles?: readonly string[]
  /** The folder in the container, absolute -> the `folder` of the host, which the role makes for root. */
  readonly volumes?: Readonly<Record<string, Volume>>
  /** Where it writes: the host's collector reads the journal. */
  readonly journal: JournalLog
}

export function quadlet(name: string, props: Omit<Quadlet, 'kind' | 'name' | 'journal'>): Quadlet {
  return made({ kind: 'quadlet', name, ...props, journal: journalLog(unitOf(name)) })
}

/** The unit that podman's generator makes. */
export function unitOf(name: string): string {
  return `${name}.service`
}

/** Where an administrator's Quadlets lie. */
const folder = '/etc/containers/systemd'

export function quadletPath({ name }: Pick<Quadlet, 'name'>): string {
  return `${folder}/${name}.container`
}
