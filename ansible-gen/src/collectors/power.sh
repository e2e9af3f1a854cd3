#!/bin/sh
# Writes for the textfile collector the power and thermal pressure of this Mac.
# Pressure levels beyond Heavy have two more names: OSThermalNotification.h of macOS says Trapping and Sleeping.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/lib/metrics/x.prom'
readonly METRICS='macos_power_up 1 when powermetrics gave a sample.'
readonly POWERMETRICS='/usr/bin/powermetrics'
readonly TIMEOUT_SECONDS='10'

# shellcheck source=./common.sh
. ./common.sh

# shellcheck source=./limited.sh
. ./limited.sh

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

# shellcheck source=./publish.sh
. ./publish.sh
