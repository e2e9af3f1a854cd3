#!/bin/sh
# Managed; do not edit.
# Rendered from services/example.ts
#
# Writes for the textfile collector the power and thermal pressure of this Mac.

set -eu
umask 022
export LC_ALL=C

readonly OUTPUT='/var/textfile/macos_power.prom'
readonly POWERMETRICS='/usr/bin/powermetrics'
readonly TIMEOUT_SECONDS='15'

# family METRIC: its HELP and TYPE; all its samples follow.
family() {
  case $1 in
  macos_power_up) help='1 when powermetrics gave a sample; the metrics below are 0 otherwise.' ;;
  macos_cpu_power_watts) help='Power that the CPU draws, in watts.' ;;
  macos_gpu_power_watts) help='Power that the GPU draws, in watts.' ;;
  macos_ane_power_watts) help='Power that the neural engine draws, in watts.' ;;
  macos_combined_power_watts) help='Power that CPU, GPU and neural engine draw together, in watts.' ;;
  macos_thermal_pressure) help='Thermal pressure: 0 nominal, 1 moderate, 2 heavy, 3 critical.' ;;
  *) return 1 ;;
  esac
  printf '# HELP %s %s\n# TYPE %s gauge\n' "$1" "$help" "$1"
}

# sample METRIC VALUE [LABEL VALUE]...: one line. A value that is no number ends the collection.
sample() {
  metric=$1 value=$2 labels='' separator=''
  shift 2
  case $value in
  '' | *[!0-9.e+-]*)
    printf '%s: no number: %s\n' "$metric" "$value" >&2
    return 1
    ;;
  esac
  while [ $# -gt 1 ]; do
    labels="$labels$separator$1=\"$(escape "$2")\""
    separator=,
    shift 2
  done
  if [ -n "$labels" ]; then labels="{$labels}"; fi
  printf '%s%s %s\n' "$metric" "$labels" "$value"
}

# escape TEXT: backslashes, quotes and line feeds as a label value spells them.
escape() {
  printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e '$!s/$/\\n/' | tr -d '\n'
}

# gauge METRIC VALUE: a metric without labels.
gauge() {
  family "$1"
  sample "$1" "$2"
}

# attempt FUNCTION FILE: runs it under -e (which an if would switch off), output into the file, outcome in $status.
attempt() {
  set +e
  (
    set -e
    "$1"
  ) >"$2"
  status=$?
  set -e
}

# publish FUNCTION: what it prints replaces the output file in one step.
publish() {
  "$1" >"$OUTPUT.tmp"
  chmod 0644 "$OUTPUT.tmp"
  mv -f "$OUTPUT.tmp" "$OUTPUT"
}

# limited SECONDS COMMAND...: ends it when it takes longer; macOS has no timeout(1). Its output goes to a file: a pipe
# would wait for grandchildren.
limited() {
  seconds=$1
  shift
  "$@" &
  child=$!
  (
    nap=''
    trap 'kill $nap 2>/dev/null; exit 0' TERM
    sleep "$seconds" &
    nap=$!
    wait "$nap"
    kill "$child"
  ) >/dev/null 2>&1 &
  guard=$!
  outcome=0
  wait "$child" || outcome=$?
  kill "$guard" 2>/dev/null || true
  return "$outcome"
}

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

whole() {
  cat "$SCRATCH/metrics"
}

remove_scratch() {
  rm -rf "$SCRATCH" "$OUTPUT.tmp"
}

SCRATCH=$(mktemp -d)
trap remove_scratch EXIT
trap 'publish down; exit 143' HUP INT TERM

attempt collect "$SCRATCH/metrics"
if [ "$status" -eq 0 ]; then publish whole; else publish down; fi
