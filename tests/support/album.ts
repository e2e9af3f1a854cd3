/** A project of Docker Compose that says all that can be said of one, on a NAS. */
import { composeProject, file, hardenedContainer, hostService, namedVolume, required } from '@homelab/ansible-gen'
import {
  commandProbe,
  type Estate,
  folder,
  host,
  http,
  image,
  notBackedUp,
  type Service,
  saved,
  service,
  share,
  text,
  udp,
} from '@homelab/estate'
import { fixture, secrets } from '../findings/parts.ts'

const nas = host('nas', {
  platform: 'nas',
  role: 'keeps files',
  user: 'keeper',
  home: '/volume1/homes/keeper',
  ownedPaths: ['/volume1/docker'],
})

const pictures = share('pictures', nas, {
  path: '/volume1/pictures',
  holds: 'pictures',
  backup: notBackedUp('a fixture'),
})

const at = '/volume1/docker/album'

/** What Compose would take for more than text, and YAML, Ansible and a shell. */
export const hostile = `a$b ${'$'}{HOME} $$ {{ 1 + 1 }} {% raw %} # "q" 's' \\ : yes`

type ProjectProps = Parameters<typeof composeProject>[1]

/** The first container answers; the other keeps its data. */
export function albumContainers(version: string): ProjectProps['containers'] {
  return {
    app: {
      image: image('ghcr.io/example/album', version),
      command: ['serve', '--title', hostile],
      publishes: { http: 3000, discovery: 7359 },
      environment: {
        TITLE: hostile,
        NUMBER: '0755',
        DATABASE_URL: ['postgresql://album:', secrets.app.password, '@database/album?x=$y'],
      },
      mounts: {
        '/library': folder(`${at}/library`, 'albums', saved('critical'), 'library'),
        '/previews': namedVolume('previews', 'previews', notBackedUp('made again')),
        '/pictures': { of: pictures, readOnly: true },
        '/etc/localtime': { path: '/etc/localtime', readOnly: true },
      },
      files: {
        '/etc/album.conf': { ...file(`${at}/album.conf`, '0644', text('theme = dark\n')), owner: { user: 'root' } },
      },
      memory: '1Gi',
      health: 'wget',
      after: ['database'],
      security: hardenedContainer({ user: '1026:100', capabilities: ['NET_BIND_SERVICE'], scratch: ['/tmp'] }),
      keys: { init: true, devices: ['/dev/dri'], stop_grace_period: '1m' },
    },
    database: {
      image: image('docker.io/library/postgres', '17.2'),
      environment: { POSTGRES_USER: 'album', POSTGRES_PASSWORD: secrets.app.password },
      mounts: {
        '/var/lib/postgresql/data': folder(`${at}/database`, 'its tables', notBackedUp('a fixture'), 'database'),
      },
      memory: '1536Mi',
      health: commandProbe(['pg_isready', '--username=album'], {
        periodSeconds: 10,
        failureThreshold: 6,
        delaySeconds: 20,
      }),
      logs: { megabytes: 5, keep: 1 },
      security: hardenedContainer({ user: '999', scratch: ['/run/postgresql'] }),
    },
  }
}

export function album(
  containers: ProjectProps['containers'] = albumContainers('1.2.0'),
  on = nas,
  docker = '/usr/local/bin/docker',
): Service {
  return service(import.meta, 'album', {
    title: 'Album',
    summary: 'shows pictures',
    ports: { http: http(8080), discovery: udp(7359) },
    workload: hostService({
      at: on,
      requires: [required(docker, 'Install Container Manager.')],
      directories: [{ path: '/volume1/docker', mode: '0755', owner: { user: 'root' } }],
      programs: [composeProject('album', { folder: at, docker, containers })],
    }),
    probes: { ready: { port: 'http', path: '/health', periodSeconds: 15, timeoutSeconds: 5 } },
  })
}

export function withAlbum(of: Service = album(), on = nas): Estate {
  return fixture(import.meta, { hosts: [on], clusters: [], shares: [{ ...pictures, host: on.name }], services: [of] })
}
