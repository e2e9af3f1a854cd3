import { http, image, service } from '@homelab/estate'
import { deployment } from '@homelab/kubernetes'
import { kube } from '../places.ts'

export const it = service(import.meta, 'word', {
  title: 'Word',
  sumary: 'a misspelt word, of which those that need the service know nothing',
  // column 3: Object literal may only specify known properties, but 'sumary' does not exist in type 'ServiceProps<"http"> & { readonly ports: Readonly<Record<...'. Did you mean to write 'summary'?
  ports: { http: http(8080) },
  workload: deployment({
    at: kube,
    namespace: 'apps',
    container: { image: image('docker.io/example/app', '1.2.3') },
  }),
})
