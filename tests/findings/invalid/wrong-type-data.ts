import { service, yaml } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

/** Types let all of these pass: JSON would hold none of them. */
const circle: { self?: object } = {}
circle.self = circle
const data = { since: new Date(0), share: 0 / 0, hosts: new Set(['a']), of: () => 'x', circle }
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ volumes: [configMap('config', 'web', { 'web.yaml': yaml(data) })] }),
})

export default fixture(import.meta, { services: [web] })
const at = 'wrong-type web workload.volumes[0].files.web.yaml.data.'
export const expected: Expected = ['circle.self', 'hosts', 'of', 'share', 'since'].map(member => `${at}${member}`)
