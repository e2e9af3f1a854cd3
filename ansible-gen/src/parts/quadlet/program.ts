import { type Image, type JournalLog, journalLog, made, type Secret, type Volume } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { pieces } from '../../host/content.ts'
import type { HostFile } from '../../host/files.ts'
import type { Program } from '../../host/program.ts'

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

export interface QuadletProps extends Omit<Quadlet, 'kind' | 'name' | 'environment' | 'journal'> {
  /** Those that are secrets are written to a file of their own that root alone reads: podman reads a line each. */
  readonly environment?: Readonly<Record<string, string | Secret>>
}

/**
 * A container of podman under systemd, on a Linux host: https://docs.podman.io/en/latest/markdown/podman-systemd.unit.5.html.
 * The role requires a podman that has a generator for Quadlets; the package is said beside it.
 *
 * @param name of the container, its file and its unit; unique on the host
 * @example quadlet('paste', { description: 'Paste bin', image: image('docker.io/example/paste', '2.0.4'), environment: { PASSWORD: secrets.password } })
 */
export function quadlet(name: string, props: QuadletProps): Quadlet {
  const { environment = {}, environmentFiles = [], reads = [], ...said } = props
  const plain = Object.entries(environment).flatMap(([variable, value]) =>
    typeof value === 'string' ? [[variable, value] as const] : [],
  )
  const lines = Object.entries(environment).flatMap(([variable, value]) =>
    typeof value === 'string' ? [] : [`${variable}=`, value, '\n'],
  )
  const path = `${folder}/${name}.env`
  const secret: readonly HostFile[] =
    lines.length === 0 ? [] : [made({ path, mode: '0600', owner: { user: 'root' }, content: pieces(...lines) })]
  const files = [...environmentFiles, ...secret.map(each => each.path)]
  const all = [...reads, ...secret]
  return made({
    kind: 'quadlet',
    name,
    ...said,
    ...present({
      environment: plain.length === 0 ? undefined : Object.fromEntries(plain),
      environmentFiles: files.length === 0 ? undefined : files,
      reads: all.length === 0 ? undefined : all,
    }),
    journal: journalLog(unitOf(name)),
  })
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
