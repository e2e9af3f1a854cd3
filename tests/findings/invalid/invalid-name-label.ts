import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const bare = service(import.meta, 'bare', { title: 'Bare', summary: 'bare', ports: {}, workload: pod({ labels: {} }) })
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ labels: { 'example.org/name': 'web', 'part of': 'apps' } }),
})

export default fixture(import.meta, { services: [bare, web] })
export const expected: Expected = ['invalid-name bare workload.labels', 'invalid-name web workload.labels.part of']
