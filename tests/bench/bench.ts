/**
 * What rendering costs, as whole processes with Node's start. Prints the figures, and ends with 1 when one is over its
 * limit. A benchmark and no test: run it on a quiet machine.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { changedCopy, generated } from './diff.ts'
import { allPairsMilliseconds, reachMilliseconds } from './reach.ts'

const root = join(import.meta.dirname, '..', '..')
// Creating thousands of small files measures the disk; memory-backed folders show what the program costs.
const shared = '/dev/shm'
const scratch = mkdtempSync(join(existsSync(shared) ? shared : tmpdir(), 'bench-'))

interface Run {
  readonly milliseconds: number
  readonly megabytes: number
}

async function once(script: string, args: readonly string[], cwd = root): Promise<Run> {
  const start = performance.now()
  const words = ['--import', join(root, 'tests/bench/peak-memory.js'), join(cwd, script), ...args]
  const { stderr } = await execa('node', words, { cwd })
  const milliseconds = performance.now() - start
  return { milliseconds, megabytes: Number(/peak (\d+)$/.exec(stderr.trim())?.[1]) / 1024 }
}

/**
 * The best of several, in turns: what each costs, without what else the machine did meanwhile, and compared to others
 * under the same weather.
 */
async function best<const T extends readonly (() => Promise<Run>)[]>(
  times: number,
  ...all: T
): Promise<{ readonly [K in keyof T]: Run }> {
  const runs = all.map((): Run[] => [])
  for (let count = 0; count < times; count += 1)
    for (const [index, run] of all.entries()) runs[index]?.push(await run())
  return runs.map(each => each.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a))) as {
    [K in keyof T]: Run
  }
}

async function renderInto(estate: string): Promise<Run> {
  const out = join(scratch, 'out')
  rmSync(out, { recursive: true, force: true })
  return once('packages/synth/src/start.js', ['synth', '--estate', estate, '--out', out])
}

async function manifestsInto(estate: string): Promise<Run> {
  const out = join(scratch, 'out')
  rmSync(out, { recursive: true, force: true })
  return once('tests/bench/cluster-only.ts', [estate, out])
}

const over: string[] = []
function report(what: string, figure: number, unit: string, limit?: number): void {
  const bound = limit === undefined ? '' : `  (at most ${limit} ${unit})`
  process.stdout.write(`${what.padEnd(58)} ${figure.toFixed(unit === 'times' ? 2 : 0).padStart(7)} ${unit}${bound}\n`)
  if (limit !== undefined && figure > limit) over.push(what)
}

try {
  const [imports, cluster, whole] = await best(
    20,
    () => once('tests/bench/imports-only.ts', []),
    () => manifestsInto(join(root, 'apps/blumeops/estate.ts')),
    () => renderInto('blumeops'),
  )
  report('a process that only imports cdk8s and cdk8s-plus-28', imports.milliseconds, 'ms')
  report("a process that renders and writes the cluster's manifests", cluster.milliseconds, 'ms')
  report('  of the first', cluster.milliseconds / imports.milliseconds, 'times', 2.5)
  report('a process that renders and writes every target', whole.milliseconds, 'ms', 1000)
  report('  of the first', whole.milliseconds / imports.milliseconds, 'times')

  const sizes = [10, 100, 1000] as const
  const runs = new Map<number, Run>()
  for (const size of sizes) {
    const [run] = await best(size === 1000 ? 2 : 4, () =>
      renderInto(join(root, 'tests/bench/apps', `services-${size}`)),
    )
    runs.set(size, run)
    report(`${size} generated services`, run.milliseconds, 'ms', size === 1000 ? 6000 : undefined)
    report('  peak memory', run.megabytes, 'MB', size === 1000 ? 1024 : undefined)
  }
  const [hundred, thousand] = [runs.get(100), runs.get(1000)]
  if (hundred !== undefined && thousand !== undefined) {
    report('  1,000 services of 100', thousand.milliseconds / hundred.milliseconds, 'times', 12)
  }
  const impact = (...words: readonly string[]) => once('packages/synth/src/start.js', ['impact', ...words])
  const [indri, box] = await best(
    4,
    () => impact('indri'),
    () => impact('box', '--estate', join(root, 'tests/bench/apps/services-1000')),
  )
  report('what follows when the main host is away', indri.milliseconds, 'ms', 1000)
  report('  the host of 1,000 generated services', box.milliseconds, 'ms', 6000)
  const { stdout: saved } = await execa('node', [join(root, 'tests/bench/watch.ts')])
  const { service, common } = JSON.parse(saved) as Readonly<
    Record<'service' | 'common', { readonly shown: number; readonly types: number }>
  >
  report('watch: from the save of a service to what is shown', service.shown, 'ms', 150)
  report('  to its types', service.types, 'ms', 600)
  report('  from the save of what all use to what is shown', common.shown, 'ms', 300)
  report('  to its types', common.types, 'ms', 600)
  const earlier = ['diff', 'HEAD~1..HEAD']
  const [plain, withCauses] = await best(
    4,
    () => once('packages/synth/src/start.js', [...earlier, '--no-causes']),
    () => once('packages/synth/src/start.js', earlier),
  )
  report('diff of the last commit, without causes', plain.milliseconds, 'ms', 1000)
  report('  with causes that were asked for before', withCauses.milliseconds, 'ms', 1000)
  const copy = join(scratch, 'changed')
  await changedCopy(copy)
  const [many] = await best(4, () => once('packages/synth/src/start.js', ['diff', ...generated, '--no-causes'], copy))
  report('  ten of 1,000 generated services', many.milliseconds, 'ms', 6000)
  const { stdout } = await execa('node', [join(root, 'tests/bench/causes.ts')])
  const why = JSON.parse(stdout) as { readonly all: number; readonly trial: number; readonly causes: number }
  report('one trial: sources of the real estate loaded and rendered', why.trial, 'ms')
  report(`why what is rendered changed: ${why.causes} facts`, why.all, 'ms', 1000)
  const { stdout: ordered } = await execa('node', [join(root, 'tests/bench/plan.ts')])
  const order = JSON.parse(ordered) as { readonly compare: number; readonly plan: number; readonly steps: number }
  report(`in what order three services are rolled out: ${order.steps} steps`, order.compare + order.plan, 'ms', 1000)
  report('who one of 1,000 devices reaches, 50 grants', reachMilliseconds(), 'ms', 50)
  report('all pairs of 1,000 devices, 50 grants', allPairsMilliseconds(), 'ms', 10_000)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

if (over.length > 0) {
  process.stdout.write(`\nover the limit: ${over.map(what => what.trim()).join(', ')}\n`)
  process.exitCode = 1
}
