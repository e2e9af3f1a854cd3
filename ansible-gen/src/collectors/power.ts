import { scriptFile } from '@homelab/formats/shell'
import { type CollectorProps, type Metric, renderCollector } from './script.ts'

const script = scriptFile(new URL('./power.sh', import.meta.url))

/** facts A15, and `macos_power_up` beyond them. */
export const powerMetrics: readonly Metric[] = [
  { name: 'macos_power_up', help: '1 when powermetrics gave a sample; the metrics below are 0 otherwise.' },
  { name: 'macos_cpu_power_watts', help: 'Power that the CPU draws, in watts.' },
  { name: 'macos_gpu_power_watts', help: 'Power that the GPU draws, in watts.' },
  { name: 'macos_ane_power_watts', help: 'Power that the neural engine draws, in watts.' },
  { name: 'macos_combined_power_watts', help: 'Power that CPU, GPU and neural engine draw together, in watts.' },
  { name: 'macos_thermal_pressure', help: 'Thermal pressure: 0 nominal, 1 moderate, 2 heavy, 3 critical.' },
]

export interface PowerCollectorProps extends CollectorProps {
  /** Absolute path of powermetrics(1), which answers root only. */
  readonly powermetrics: string
  readonly timeoutSeconds: number
}

/** Power and thermal pressure of a Mac with Apple silicon. Runs as root. */
export function powerCollector({ powermetrics, timeoutSeconds, ...props }: PowerCollectorProps): string {
  return renderCollector(script, {
    ...props,
    constants: { POWERMETRICS: powermetrics, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: powerMetrics,
  })
}
