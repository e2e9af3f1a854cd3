import { counter, exporterPart, gauge } from '../exporter.ts'

const source = 'https://github.com/cloudflare/cloudflared/blob/2025.10.1'

export const cloudflaredExporter = exporterPart({
  kind: 'cloudflared',
  title: 'cloudflared',
  sources: [`${source}/proxy/metrics.go`, `${source}/connection/metrics.go`, `${source}/supervisor/metrics.go`],
  includes: ['go'],
  metrics: {
    cloudflared_tunnel_total_requests: counter(),
    cloudflared_tunnel_request_errors: counter(),
    cloudflared_tunnel_response_by_code: counter('status_code'),
    cloudflared_tunnel_concurrent_requests_per_tunnel: gauge(),
    cloudflared_tunnel_ha_connections: gauge(),
    cloudflared_tunnel_server_locations: gauge('connection_id', 'edge_location'),
  },
})
