import { http, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const about = { title: 'Web', summary: 'serves', ports: { http: http(8080) } }

function web(name: string, args: readonly string[]) {
  return service(import.meta, name, {
    ...about,
    // here
    workload: pod({ container: { image: image(`example.org/${name}`, '1.0.0'), args } }),
  })
}

/** Words that everybody's configurations have; one is another common word, and one is a name that stands often. */
export default fixture(import.meta, {
  services: [
    web('web1', ['serve', '--store=/etc/web/config.json']),
    web('web2', ['serbe', '--store=/etc/web/config.json']),
    web('web3', ['serve', '--store=/etc/web/config.jsan']),
    web('web4', ['serve', '--score=/etc/web/config.json']),
    web('cachy', ['serve', '--name=cachy', '--as=cachy', '--for=cachy']),
  ],
})
export const expected: Expected = [
  'misspelt-word web2 workload.container.args[0]',
  'misspelt-word web3 workload.container.args[1]',
]
