import { hardenedContainer } from '@homelab/ansible-gen'
import { folder, http, image, notBackedUp, ownUrl, service, share } from '@homelab/estate'
import { composeOn } from '@homelab/services'
import { nas } from '../places.ts'
import { secrets } from '../vault.ts'

export const records = share('records', nas, {
  path: '/volume1/music',
  holds: 'music of the household',
  backup: notBackedUp('ripped from discs'),
})

const data = folder('/volume1/docker/music/data', 'playlists', notBackedUp('nobody would miss them'))

/** https://www.navidrome.org/docs/installation/docker/ */
export const music = service(import.meta, 'music', {
  title: 'Music',
  summary: 'plays the music of the household',
  ports: { http: http(4533) },
  workload: composeOn(nas, 'music', {
    navidrome: {
      image: image('docker.io/deluan/navidrome', '0.53.3'),
      publishes: { http: 4533 },
      environment: { ND_BASEURL: ownUrl('ops'), ND_PASSWORDENCRYPTIONKEY: secrets['apps/music'].key },
      mounts: { '/data': data, '/music': { of: records, readOnly: true } },
      memory: '512Mi',
      health: 'wget',
      security: hardenedContainer({ user: '1026:100' }),
    },
  }),
  probes: { ready: { port: 'http', path: '/ping', periodSeconds: 30 } },
  routes: { ops: { port: 'http' } },
})
