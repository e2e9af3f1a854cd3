import { endpoint, type Needs, service } from '@homelab/estate'
import { workload } from '../places.ts'
import { it as word } from './word.ts'

export const it = service(import.meta, 'word-asked', {
  title: 'Word asked',
  summary: 'nothing is wrong with it',
  ports: {},
  workload,
  needs: (): Needs => [endpoint(word, 'http', 'asks it things')],
})
