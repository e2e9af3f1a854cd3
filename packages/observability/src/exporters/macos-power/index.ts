import { exporterPart, gauge } from '../exporter.ts'

const textfile = 'https://github.com/prometheus/node_exporter/tree/v1.8.2#textfile-collector'

/** Text file of macOS's `powermetrics` (facts A15). */
export const macosPowerExporter = exporterPart({
  kind: 'macos-power',
  title: 'text file about power and heat',
  sources: ['facts A15', textfile],
  metrics: {
    macos_power_up: gauge(),
    macos_cpu_power_watts: gauge(),
    macos_gpu_power_watts: gauge(),
    macos_ane_power_watts: gauge(),
    macos_combined_power_watts: gauge(),
    macos_thermal_pressure: gauge(),
  },
})
