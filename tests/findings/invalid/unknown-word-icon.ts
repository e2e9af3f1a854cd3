import { http, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

function tiled(name: string, icon: string): Service<'http'> {
  // here
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { http: http(3000) },
    workload: pod({ objectName: name }),
    routes: { tailnet: { port: 'http' } },
    tile: { title: name, group: 'Apps', icon, description: name },
  })
}

/** A form that the home page lacks, and what is another's; of one that is called otherwise nobody knows. */
export default fixture(import.meta, {
  services: [
    tiled('grafana', 'grafana.png'),
    tiled('wiki', 'mdi-book_open'),
    tiled('notes', 'grafana.svg'),
    tiled('blog', 'paper.png'),
    tiled('feed', 'si-rss-#fff'),
  ],
})
export const expected: Expected = ['unknown-word notes tile.icon', 'unknown-word wiki tile.icon']
