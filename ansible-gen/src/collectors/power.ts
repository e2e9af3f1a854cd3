import { type CollectorProps, type Metric, renderCollector } from './script.ts'

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
  return renderCollector({
    ...props,
    about: 'Writes for the textfile collector the power and thermal pressure of this Mac.',
    constants: { POWERMETRICS: powermetrics, TIMEOUT_SECONDS: timeoutSeconds },
    metrics: powerMetrics,
    helpers: ['limited'],
    body,
  })
}

// Pressure levels beyond Heavy have two more names: OSThermalNotification.h of macOS says Trapping and Sleeping.
const body = String.raw`
collect() {
  limited "$TIMEOUT_SECONDS" "$POWERMETRICS" --samplers cpu_power,thermal --sample-count 1 --sample-rate 1000 \
    >"$SCRATCH/sample"
  grep -q '^CPU Power:' "$SCRATCH/sample"
  gauge macos_power_up 1
  gauge macos_cpu_power_watts "$(watts 'CPU Power:')"
  gauge macos_gpu_power_watts "$(watts 'GPU Power:')"
  gauge macos_ane_power_watts "$(watts 'ANE Power:')"
  gauge macos_combined_power_watts "$(watts 'Combined Power ')"
  gauge macos_thermal_pressure "$(pressure)"
}

# watts START: of the line that begins so and ends in "<number> mW"; 0 on a Mac that prints none.
watts() {
  awk -v start="$1" '
    index($0, start) == 1 && $NF == "mW" { milliwatts = $(NF - 1) }
    END { printf "%.3f", milliwatts / 1000 }
  ' "$SCRATCH/sample"
}

pressure() {
  level=$(sed -n 's/^Current pressure level: *//p' "$SCRATCH/sample" | tail -n 1)
  case $level in
  Moderate) echo 1 ;;
  Heavy) echo 2 ;;
  Critical | Trapping | Sleeping) echo 3 ;;
  *) echo 0 ;;
  esac
}

down() {
  gauge macos_power_up 0
  gauge macos_cpu_power_watts 0
  gauge macos_gpu_power_watts 0
  gauge macos_ane_power_watts 0
  gauge macos_combined_power_watts 0
  gauge macos_thermal_pressure 0
}
`
