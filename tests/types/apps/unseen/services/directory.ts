import { service } from '@homelab/estate'
import { application, objects } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'directory', {
  title: 'Directory',
  summary: 'an Application that looks into folders',
  ports: {},
  workload: objects({
    at: kube,
    namespace: 'directory',
    application: application('directory', { directory: { recurze: true } }),
    // column 58: Object literal may only specify known properties, but 'recurze' does not exist in type 'IApplicationSourceDirectory'. Did you mean to write 'recurse'?
  }),
})
