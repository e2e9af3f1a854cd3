import { exporterPart, gauge } from '@homelab/observability'

/** What the exporter makes of the variables of Network UPS Tools. */
export const upsExporter = exporterPart({
  kind: 'ups',
  title: 'nut_exporter 3.2.1',
  sources: ['https://github.com/DRuggeri/nut_exporter/tree/v3.2.1#metrics'],
  metrics: {
    network_ups_tools_battery_charge: gauge('ups'),
    network_ups_tools_battery_runtime: gauge('ups'),
    network_ups_tools_ups_load: gauge('ups'),
  },
})
