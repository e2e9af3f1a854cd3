import { defineSlot, service } from '@homelab/estate/model'
import { configMap } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const nobody = defineSlot<object>('nobody-fills-this')
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ volumes: [configMap('config', 'web', { 'web.conf': nobody.of({}) })] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unfilled-slot web workload']
