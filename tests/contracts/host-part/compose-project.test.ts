import {
  composeProject,
  composeProjects,
  distributionPackage,
  file,
  hardenedContainer,
  pieces,
} from '@homelab/ansible-gen'
import { host, image } from '@homelab/estate'
import { secrets } from '../../findings/parts.ts'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense } from './samples.ts'

const folder = '/srv/sample'

hostPartContract('compose-project', composeProjects, {
  host: host(box.name, { ...box, ownedPaths: ['/srv'] }),
  program: composeProject('sample', {
    folder,
    containers: {
      app: {
        image: image('docker.io/example/sample', '1.2.3'),
        environment: { TOKEN: secrets.app.password },
        files: {
          '/etc/settings': {
            ...file(`${folder}/settings`, '0600', pieces('token=', secrets.app.password, '\n')),
            owner: { user: 'root' },
          },
        },
        memory: '64Mi',
        security: hardenedContainer({ user: '1000:1000' }),
      },
    },
  }),
  packages: [distributionPackage('docker.io', 'docker')],
  answers: {
    up: { stdout: '{"Service":"app","State":"running","Health":""}\n' },
    down: { stdout: '{"Service":"app","State":"exited","Health":""}\n' },
    unknown: nonsense,
  },
})
