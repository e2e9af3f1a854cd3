import { endpoint, type Needs, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { web, workload } from '../places.ts'

export const it = service(import.meta, 'use-part', {
  title: 'Use part',
  summary: 'a variable made of a part that an address does not have',
  ports: {},
  workload,
  needs: (): Needs => [endpoint(web, 'http', 'asks it things', asEnv({ API: 'uri' }))],
  // column 72: Type '"uri"' is not assignable to type '"host" | "port" | "url" | { readonly urlPath: string; } |...'
})
