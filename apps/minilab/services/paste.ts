import { directory, distributionPackage, file, hostService, pieces } from '@homelab/ansible-gen'
import { folder, http, image, notBackedUp, service } from '@homelab/estate'
import { quadlet } from '../parts/quadlet/index.ts'
import { nuc } from '../places.ts'
import { secrets } from '../vault.ts'

const settings = '/srv/paste-settings'
/** Inside the container. */
const port = 8080
const data = '/data'
const variables = `${settings}/environment`

/** https://github.com/szabodanika/microbin */
export const paste = service(import.meta, 'paste', {
  title: 'Paste',
  summary: 'texts and files for a day',
  ports: { http: http(8090, { target: port }) },
  workload: hostService({
    at: nuc,
    packages: [distributionPackage('podman')],
    directories: [{ ...directory(settings, '0700'), owner: { user: 'root' } }],
    programs: [
      quadlet('paste', {
        description: 'Paste bin of the lab',
        image: image('docker.io/danielszabo99/microbin', '2.0.4'),
        environment: { MICROBIN_ADMIN_USERNAME: 'lab', MICROBIN_DATA_DIR: data, MICROBIN_PORT: String(port) },
        environmentFiles: [variables],
        volumes: { [data]: folder('/srv/paste', 'what was pasted', notBackedUp('a paste is meant for a day')) },
        reads: [
          {
            ...file(variables, '0600', pieces('MICROBIN_ADMIN_PASSWORD=', secrets['apps/paste'].password, '\n')),
            owner: { user: 'root' },
          },
        ],
      }),
    ],
  }),
  probes: { health: { port: 'http', path: '/' } },
  routes: { ops: { port: 'http' } },
})
