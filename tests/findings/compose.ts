import { composeProject, distributionPackage, hardenedContainer, hostService } from '@homelab/ansible-gen'
import { host, image, type Service, type ServiceProps, service } from '@homelab/estate'

/** A host with Docker. */
export const docked = host('docked', {
  platform: 'linux',
  role: 'runs containers',
  home: '/home/someone',
  user: 'someone',
  ownedPaths: ['/srv'],
})

export const docker = distributionPackage('docker.io', 'docker')

type Containers = Parameters<typeof composeProject>[1]['containers']
type Container = Containers[string]

/** A container that is right in every way but for what the fixture says. */
export function right(props: Partial<Container> = {}): Container {
  return {
    image: image('example.org/app', '1.0.0'),
    memory: '64Mi',
    security: hardenedContainer({ user: '1000:1000' }),
    ...props,
  }
}

/** A service of one project. */
export function composed(
  meta: { readonly url: string },
  name: string,
  containers: Containers,
  props: Partial<ServiceProps<string>> = {},
): Service {
  return service(meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: hostService({
      at: docked,
      packages: [docker],
      programs: [composeProject(name, { folder: `/srv/${name}`, containers })],
    }),
    ...props,
  })
}
