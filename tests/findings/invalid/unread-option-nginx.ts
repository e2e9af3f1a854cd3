import { http, https, service } from '@homelab/estate'
import { edge, own } from '../../fixtures/public-proxies/own-nginx/estate.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** The compiler does not look at what is spread. */
const more = <T>(options: T): T => options

// here
const nginx = service(import.meta, 'nginx', {
  title: 'nginx',
  summary: 'is told what it does not read',
  ports: { https: https(443), http: http(80) },
  workload: { ...own.workload, ...more({ workers: 2 }) },
})

export default fixture(import.meta, { hosts: [box, edge], services: [nginx] })
export const expected: Expected = ['unread-option nginx workload.workers']
