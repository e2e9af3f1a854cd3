import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { powerCollector, powerMetrics } from '../../../ansible-gen/src/collectors/power.ts'
import { python } from '../python.ts'
import { type Answer, fakeProgram } from './fake.ts'
import { listed, readMetrics, runScript, scratch, shells, values } from './run.ts'

const sampled = '--samplers cpu_power,thermal --sample-count 1 --sample-rate 1000'

const missing = (await python()) === undefined

describe.skipIf(missing).each(shells)('the power collector under $name', shell => {
  async function collect(answer: Answer): Promise<object> {
    const folder = scratch()
    const output = join(folder, 'macos_power.prom')
    writeFileSync(output, 'yesterday\n')
    const powermetrics = fakeProgram(join(folder, 'bin/powermetrics'), [answer])
    const script = powerCollector({ marker: ['M'], output, powermetrics, timeoutSeconds: 1 })
    expect(await runScript(script, folder, {}, shell)).toMatchObject({ exitCode: 0 })
    const families = await readMetrics(output)
    expect(listed(families)).toEqual(powerMetrics)
    return values(families)
  }

  test.each([
    ['nominal', 0],
    ['heavy', 2],
    ['trapping', 3],
  ])('a sample under %s pressure', async (level, pressure) => {
    expect(await collect({ to: sampled, with: `powermetrics/${level}.txt` })).toEqual({
      macos_power_up: 1,
      macos_cpu_power_watts: 1.234,
      macos_gpu_power_watts: 0.027,
      macos_ane_power_watts: 0,
      macos_combined_power_watts: 1.261,
      macos_thermal_pressure: pressure,
    })
  })

  test.each([
    ['refuses', { to: sampled, with: 'powermetrics/refused.txt', exitCode: 1 }],
    ['gives nothing', { to: sampled }],
    ['hangs', { to: sampled, with: 'powermetrics/nominal.txt', hangs: true }],
  ] satisfies [string, Answer][])('a powermetrics that %s', async (_, answer) => {
    expect(await collect(answer)).toEqual({
      macos_power_up: 0,
      macos_cpu_power_watts: 0,
      macos_gpu_power_watts: 0,
      macos_ane_power_watts: 0,
      macos_combined_power_watts: 0,
      macos_thermal_pressure: 0,
    })
  })
})
