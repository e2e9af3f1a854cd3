import { service } from '@homelab/estate'
import { intOrString, object } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const named = (name: string, target: number) =>
  object('Service', {
    metadata: { name },
    spec: {
      type: 'ExternalName',
      externalName: 'x.example.org',
      ports: [{ port: 80, targetPort: intOrString(target) }],
    },
  })

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has another name',
  ports: {},
  workload: pod({
    objects: [
      named('right', 80),
      // here
      object('Service', {
        metadata: { name: 'wrong' },
        spec: {
          type: 'ExternalName',
          externalName: 'x.example.org',
          ports: [{ port: 80, targetPort: intOrString(8080) }],
        },
      }),
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unread-option web workload.objects[1].props.spec.ports']
