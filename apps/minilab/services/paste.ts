import { distributionPackage, hostService, quadlet } from '@homelab/ansible-gen'
import { folder, http, image, notBackedUp, service } from '@homelab/estate'
import { nuc } from '../places.ts'
import { secrets } from '../vault.ts'

/** https://github.com/szabodanika/microbin */
export const paste = service(import.meta, 'paste', {
  title: 'Paste',
  summary: 'texts and files for a day',
  ports: { http: http(8090, { target: 8080 }) },
  workload: hostService({
    at: nuc,
    packages: [distributionPackage('podman')],
    programs: [
      quadlet('paste', {
        description: 'Paste bin of the lab',
        image: image('docker.io/danielszabo99/microbin', '2.0.4'),
        environment: {
          MICROBIN_ADMIN_USERNAME: 'lab',
          MICROBIN_ADMIN_PASSWORD: secrets['apps/paste'].password,
          MICROBIN_DATA_DIR: '/data',
        },
        volumes: { '/data': folder('/srv/paste', 'what was pasted', notBackedUp('a paste is meant for a day')) },
      }),
    ],
  }),
  probes: { health: { port: 'http', path: '/' } },
  routes: { ops: { port: 'http' } },
})
