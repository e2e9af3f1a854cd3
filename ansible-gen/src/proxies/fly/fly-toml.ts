import { printToml } from '@homelab/formats/toml'
import type { FlyApp } from './workload.ts'

/**
 * The platform's settings of the application. The Dockerfile lies beside it.
 * Format: https://fly.io/docs/reference/configuration/
 *
 * @param port where the container listens
 */
export function flyToml({ app, region, memoryMegabytes }: FlyApp, port: number, header: string): string {
  const table = {
    app,
    primary_region: region,
    build: {},
    // The new machine takes over once it is healthy: the old one goes on serving until then.
    deploy: { strategy: 'bluegreen' },
    http_service: {
      internal_port: port,
      force_https: true,
      auto_stop_machines: 'off',
      auto_start_machines: true,
      min_machines_running: 1,
      checks: [{ grace_period: '15s', interval: '10s', method: 'GET', timeout: '5s', path: '/healthz' }],
    },
    vm: [{ memory: `${memoryMegabytes}mb` }],
  }
  return printToml(table, { header })
}
