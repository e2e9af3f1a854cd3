import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const of = image('example.org/app', '1.0.0')
const text = { title: 'App', summary: 'is told a variable', ports: {} }

const right = service(import.meta, 'right', {
  ...text,
  // here
  workload: pod({
    container: {
      image: of,
      command: ['/bin/sh', '-c', 'exec app "$(cat /etc/name)" $$(NAME)'],
      args: ['--url=$(URL)', '$(GIVEN)'],
      env: { URL: 'x', NAMED: '$(URL)' },
    },
    sidecars: [{ name: 'other', image: of, args: ['$(ANY)'], envFrom: [{ secret: 'any', optional: true }] }],
    objectName: 'right',
  }),
})
const app = service(import.meta, 'app', {
  ...text,
  // here
  workload: pod({ container: { image: of, args: ['--url=$(ULR)'], env: { URL: 'x', NAMED: '$(UR)' } } }),
})

export default fixture(import.meta, { services: [right, app] })
export const expected: Expected = [
  'unprovided-reference app Deployment app.app.args[0]',
  'unprovided-reference app Deployment app.app.env.NAMED',
  'unprovided-reference right Deployment right.right.args[1]',
]
