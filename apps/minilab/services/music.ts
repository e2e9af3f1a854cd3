import { composeProject, hardenedContainer, hostService, required } from '@homelab/ansible-gen'
import { folder, http, image, notBackedUp, ownUrl, service, share } from '@homelab/estate'
import { nas } from '../places.ts'
import { secrets } from '../vault.ts'

const docker = '/usr/local/bin/docker'
const at = '/volume1/docker/music'

export const records = share('records', nas, {
  path: '/volume1/music',
  holds: 'music of the household',
  backup: notBackedUp('ripped from discs'),
})

/** https://www.navidrome.org/docs/installation/docker/ */
export const music = service(import.meta, 'music', {
  title: 'Music',
  summary: 'plays the music of the household',
  ports: { http: http(4533) },
  workload: hostService({
    at: nas,
    requires: [required(docker, 'Install Container Manager from the Package Center.')],
    programs: [
      composeProject('music', {
        folder: at,
        docker,
        containers: {
          navidrome: {
            image: image('docker.io/deluan/navidrome', '0.53.3'),
            publishes: { http: 4533 },
            environment: { ND_BASEURL: ownUrl('ops'), ND_PASSWORDENCRYPTIONKEY: secrets['apps/music'].key },
            mounts: {
              '/data': folder(`${at}/data`, 'playlists, and what was played', notBackedUp('nobody would miss them')),
              '/music': { of: records, readOnly: true },
            },
            memory: '512Mi',
            health: 'wget',
            security: hardenedContainer({ user: '1026:100' }),
          },
        },
      }),
    ],
  }),
  probes: { ready: { port: 'http', path: '/ping', periodSeconds: 30 } },
  routes: { ops: { port: 'http' } },
})
