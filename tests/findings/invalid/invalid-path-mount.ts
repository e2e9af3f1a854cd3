import { image, service } from '@homelab/estate'
import { emptyDir } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      mounts: { cache: 'var/cache', one: '/data', two: [{ path: '/tmp' }, { path: '/data', subPath: 'two' }] },
    },
    volumes: [emptyDir('cache'), emptyDir('one'), emptyDir('two')],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-path web web.mounts.cache', 'invalid-path web web.mounts.two']
