import {
  type ComposeProjectProps,
  composeProject,
  type HostWorkload,
  hostService,
  required,
} from '@homelab/ansible-gen'
import type { Host } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type HostBesides, hostWith } from '../host.ts'

export interface ComposeOnProps extends Pick<ComposeProjectProps, 'docker' | 'listen'>, HostBesides {
  /** The folder of its files, absolute; by default one of the project's name in `/volume1/docker` on a NAS, else in `/srv`. */
  readonly folder?: string
}

/**
 * The workload of a service that is one Compose project, where the host has its Docker: a NAS (Synology's Container Manager, with
 * its folder on the first volume), or Linux with Docker's packages. The host is required to have it.
 *
 * @param name of the project; its containers and volumes begin with it
 * @example composeOn(nas, 'photos', { app: { image: image('ghcr.io/example/photos', '1.2.0'), publishes: { http: 3000 } } })
 */
export function composeOn(
  at: Host,
  name: string,
  containers: ComposeProjectProps['containers'],
  props: ComposeOnProps = {},
): HostWorkload {
  const isNas = at.platform === 'nas'
  const { docker = isNas ? '/usr/local/bin/docker' : '/usr/bin/docker', listen, ...besides } = props
  const { folder = `${isNas ? '/volume1/docker' : '/srv'}/${name}`, ...more } = besides
  const how = isNas
    ? 'Install Container Manager from the Package Center.'
    : 'Install Docker with its plugin Compose: https://docs.docker.com/engine/install/'
  return hostService(
    hostWith(
      {
        at,
        requires: [required(docker, how)],
        programs: [composeProject(name, { folder, docker, ...present({ listen }), containers })],
      },
      more,
    ),
  )
}
