import { http, type Service, service, type Tile } from '@homelab/estate'
import { pod } from './parts.ts'

/** A service that people open, with a tile that is right in every way but for what the fixture says. */
export function tiled(name: string, tile: Partial<Tile> = {}): Service<'http'> {
  return service(import.meta, name, {
    title: name,
    summary: 'is opened',
    ports: { http: http(8080) },
    workload: pod({ objectName: name }),
    routes: { tailnet: { port: 'http' } },
    tile: { title: name, group: 'Apps', icon: 'mdi-web', description: 'of the fixtures', ...tile },
  })
}
