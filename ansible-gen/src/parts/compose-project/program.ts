import {
  type CommandProbe,
  type Image,
  made,
  type OwnUrl,
  type Secret,
  type Share,
  type Volume,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type Piece, pieces } from '../../host/content.ts'
import type { HostFile, Owner } from '../../host/files.ts'
import type { LogRotation } from '../../host/log-rotation.ts'
import type { Program } from '../../host/program.ts'
import type { ComposeKeys } from './keys.ts'
import type { ContainerSecurity } from './security.ts'

/** Containers that Docker Compose runs: https://docs.docker.com/reference/compose-file/ */
export interface ComposeProject extends Program {
  readonly kind: 'compose-project'
  /** Unique on the host. */
  readonly name: string
  /** The folder of its files, absolute. */
  readonly folder: string
  /** The program of Docker, absolute. */
  readonly docker: string
  /** The address of the host on which its ports are published; every one by default. */
  readonly listen?: string
  /** By name: those that containers are in by name. Who is in none reaches all others that are in none. */
  readonly networks?: Readonly<Record<string, ComposeNetwork>>
  readonly containers: Readonly<Record<string, ComposeContainer>>
  readonly reads: readonly HostFile[]
}

/** A network of a project: https://docs.docker.com/reference/compose-file/networks/ */
export interface ComposeNetwork {
  /** Nothing leads out of it: who is in no other one reaches neither the internet nor the host, and publishes nothing. */
  readonly internal?: true
}

/** What Docker keeps of what a container writes. */
export interface ContainerLogs extends LogRotation {
  /** In which form: `json-file` by default, which tools read; `local` takes less of the disk. */
  readonly driver?: 'json-file' | 'local'
}

/** What is said of a container and of its data alike. */
interface Said {
  readonly image: Image
  /** In the place of the image's own arguments. */
  readonly command?: readonly string[]
  /** The port in the container, by the name of the service's port as which the host publishes it. */
  readonly publishes?: Readonly<Record<string, number>>
  /** A Kubernetes quantity, as everywhere: `512Mi`. Above it the container is ended. */
  readonly memory?: string
  readonly security?: ContainerSecurity
  /**
   * How Docker asks whether it is well: a program in the container, or the service's own probe over HTTP, by the program of that
   * name in the image. What waits for it, and a run of the playbook, waits until it is.
   */
  readonly health?: CommandProbe | 'curl' | 'wget'
  /** The containers of the project that run, and are well, before it starts; of those that run `once`, that have ended well. */
  readonly after?: readonly string[]
  /**
   * It does something and ends, before those start that name it in their `after`: a migration. Compose runs it again whenever the
   * playbook is played, and starts the others only where it ended with 0. What is kept running is the default.
   */
  readonly runs?: 'once'
  /** The networks of the project that it is in: it reaches who is in one of them. The one that all share by default. */
  readonly networks?: readonly string[]
  /** When a log becomes an old one, and how many of both stay; 10 MB and 3 by default. */
  readonly logs?: ContainerLogs
  /** What is seldom said, in Compose's own words. */
  readonly keys?: ComposeKeys
}

/** A container as it is kept: plain data. */
export interface ComposeContainer extends Said {
  readonly environment?: Readonly<Record<string, string | OwnUrl>>
  /** The file with the variables that hold secrets, absolute. */
  readonly environmentFile?: string
  /** The name below `/run/secrets` -> the file on the host, absolute. */
  readonly secrets?: Readonly<Record<string, string>>
  /** By the folder in the container, absolute. */
  readonly mounts?: Readonly<Record<string, Mounted>>
  /** Path in the container -> path on the host of a file that the role writes. */
  readonly files?: Readonly<Record<string, string>>
}

/** What lies behind a folder of a container. */
export type Mounted = (
  | { readonly from: 'data'; readonly volume: Volume }
  /** Of the host itself, by name. */
  | { readonly from: 'share'; readonly share: string; readonly of: string; readonly path: string }
  | { readonly from: 'system'; readonly path: string }
) & { readonly readOnly?: true }

/** A folder or named volume with data, a share of this host, or what belongs to the system: that is only read. */
type Mountable =
  | Volume
  | Share
  | { readonly of: Volume | Share; readonly readOnly: true }
  | { readonly path: string; readonly readOnly: true }

/** A container as an author says it. */
export interface ContainerProps extends Said {
  /** Where a value holds a secret, the variable is written to a file of its own that root alone reads. */
  readonly environment?: Readonly<Record<string, string | OwnUrl | Secret | readonly (string | OwnUrl | Secret)[]>>
  /**
   * What it reads as files below `/run/secrets`, by their names: whoever sees its variables sees none of them. Each is a file of mode
   * 0600 on the host, and belongs to the user of its `security`; root, where it names none. A change of one starts the project again.
   */
  readonly secrets?: Readonly<Record<string, Secret | readonly (string | Secret)[]>>
  /** By the folder in the container, absolute. The role makes folders of data, for the user of the container. */
  readonly mounts?: Readonly<Record<string, Mountable>>
  /** By the path in the container, absolute. A change of one starts the project again. */
  readonly files?: Readonly<Record<string, HostFile>>
}

export interface ComposeProjectProps extends Pick<ComposeProject, 'folder' | 'listen' | 'networks'> {
  /** Where Docker's program is, absolute; `/usr/bin/docker` by default. On a NAS of Synology it is `/usr/local/bin/docker`. */
  readonly docker?: string
  readonly containers: Readonly<Record<string, ContainerProps>>
}

/**
 * Containers of one project, on a host with Docker and its plugin Compose: a NAS, or any Linux. Whatever ends them, they are started
 * again. The first container that `publishes` a port of the service answers there.
 *
 * @param name of the project; its containers and volumes begin with it
 * @example composeProject('photos', { folder: '/volume1/docker/photos', containers: { app: { image: image('ghcr.io/example/photos', '1.2.0'), publishes: { http: 3000 } } } })
 */
export function composeProject(
  name: string,
  { docker = '/usr/bin/docker', containers, ...props }: ComposeProjectProps,
): ComposeProject {
  const kept = Object.entries(containers).map(
    ([container, said]) => [container, keptContainer(said, { ...props, container })] as const,
  )
  return made({
    kind: 'compose-project',
    name,
    docker,
    ...props,
    containers: Object.fromEntries(kept.map(([container, { data }]) => [container, data])),
    reads: kept.flatMap(([, { reads }]) => reads),
  })
}

/**
 * A volume of Docker's own, for what is not worth a folder: Docker alone knows where it lies, so that nothing can save it.
 *
 * @example mounts: { '/cache': namedVolume('cache', 'previews', notBackedUp('made again from the pictures')) }
 */
export function namedVolume(name: string, holds: string, backup: Volume['backup']): Volume {
  return made({ kind: 'volume', name, holds, backup })
}

/** Where a container reads its secrets: https://docs.docker.com/compose/how-tos/use-secrets/ */
export const SECRETS = '/run/secrets'

/** The folder of the files of secrets. Docker itself reads them, and nobody else looks into it. */
export function secretsFolder({ folder }: Pick<ComposeProject, 'folder'>): string {
  return `${folder}/secrets`
}

/** Whom files and folders of a container belong to, on the host: its user, by number. */
export function ownerOf({ security: { user = '0' } = {} }: Pick<Said, 'security'>): Owner {
  const [owner = '0', group] = user.split(':')
  return Number(owner) === 0 ? { user: 'root' } : { user: owner, ...present({ group }) }
}

/** The file that Compose reads. */
export function composePath({ folder }: Pick<ComposeProject, 'folder'>): string {
  return `${folder}/compose.yaml`
}

/** A container as data, and the files that are written for it. */
interface Kept {
  readonly data: ComposeContainer
  readonly reads: readonly HostFile[]
}

function keptContainer(
  { environment = {}, secrets = {}, mounts, files = {}, ...said }: ContainerProps,
  { folder, container }: { readonly folder: string; readonly container: string },
): Kept {
  const plain = Object.entries(environment).flatMap(([name, value]) => (isPlain(value) ? [[name, value] as const] : []))
  const secret = Object.entries(environment).flatMap(([name, value]) => (isPlain(value) ? [] : [{ name, value }]))
  const environmentFile = secret.length === 0 ? undefined : `${folder}/${container}.env`
  const ofSecrets = Object.entries(secrets).map(
    ([name, value]): HostFile =>
      made({
        ...{ path: `${secretsFolder({ folder })}/${container}-${name}`, mode: '0600', owner: ownerOf(said) },
        content: pieces(...[value].flat()),
      }),
  )
  const data: ComposeContainer = {
    ...said,
    ...present({
      environment: plain.length === 0 ? undefined : Object.fromEntries(plain),
      environmentFile,
      secrets:
        ofSecrets.length === 0
          ? undefined
          : Object.fromEntries(Object.keys(secrets).map((name, nth) => [name, ofSecrets[nth]?.path ?? ''])),
      mounts: mounts && Object.fromEntries(Object.entries(mounts).map(([inside, of]) => [inside, mounted(of)])),
      files:
        Object.keys(files).length === 0
          ? undefined
          : Object.fromEntries(Object.entries(files).map(([inside, { path }]) => [inside, path])),
    }),
  }
  return {
    data,
    reads: [
      ...(environmentFile === undefined
        ? []
        : [
            made({
              ...{ path: environmentFile, mode: '0600' as const, owner: { user: 'root' } },
              content: pieces(...secret.flatMap(({ name, value }) => variableLine(name, [value].flat()))),
            }),
          ]),
      ...ofSecrets,
      ...Object.values(files),
    ],
  }
}

type Value = NonNullable<ContainerProps['environment']>[string]

function isPlain(value: Value): value is string | OwnUrl {
  return typeof value === 'string' || ('kind' in value && value.kind === 'own-url')
}

/**
 * A line as Compose reads it, in double quotes: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 */
function variableLine(name: string, value: readonly (string | OwnUrl | Secret)[]): readonly Piece[] {
  return [
    `${name}="`,
    ...value.map((piece): Piece => {
      if (typeof piece === 'string') return piece.replaceAll(/[\\"$]/g, String.raw`\$&`)
      return piece.kind === 'secret'
        ? made<Exclude<Piece, string>>({ kind: 'filtered', secret: piece, filter: 'dotenv' })
        : piece
    }),
    '"\n',
  ]
}

function mounted(of: Mountable): Mounted {
  if ('of' in of) return { ...mounted(of.of), readOnly: true }
  if (!('kind' in of)) return { from: 'system', path: of.path, readOnly: true }
  if (of.kind === 'volume') return { from: 'data', volume: of }
  const { name, host, path, readOnly } = of
  return { from: 'share', share: name, of: host, path, ...present({ readOnly }) }
}
