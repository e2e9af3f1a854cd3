/**
 * What it costs to ask why what is rendered changed: three facts of the real estate, each in a file of its own. Prints the
 * milliseconds of one trial and of all, as JSON; a process of its own, since it loads every renderer.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadProjections } from '@homelab/synth'
import { causes, type Sources, sourceTrial, type Trial } from '@homelab/synth/causes'

const root = join(import.meta.dirname, '..', '..')
const [name = 'blumeops'] = process.argv.slice(2)

const trial = sourceTrial({ root, estate: `apps/${name}/estate.ts`, projections: await loadProjections() })
const after: Sources = new Map(
  globSync(`apps/${name}/**/*.ts`, { cwd: root, exclude: path => path.includes('node_modules') }).map(path => {
    return [path, readFileSync(join(root, path), 'utf8')] as const
  }),
)

/** Titles of three services, another one in each round: nothing of it has been loaded before. */
function changed(round: number): Sources {
  const services = [...after]
    .filter(([path, text]) => path.includes('/services/') && /\btitle: '/.test(text))
    .slice(0, 3)
  return new Map([
    ...after,
    ...services.map(([path, text]) => [path, text.replace(/\btitle: '/, `$&${round} `)] as const),
  ])
}

let trials: number[] = []
const timed: Trial = {
  ...trial,
  run: async sources => {
    const start = performance.now()
    const outcome = await trial.run(sources)
    trials.push(performance.now() - start)
    return outcome
  },
}

/** In a process that has just rendered: the first round warms it up. */
let best = { all: Number.POSITIVE_INFINITY, trial: 0, causes: 0 }
for (let round = 0; round < 5; round += 1) {
  trials = []
  const start = performance.now()
  const found = await causes(changed(round), after, timed)
  const all = performance.now() - start
  if ('unloadable' in found) throw new Error(found.failed)
  if (all < best.all) best = { all, trial: Math.min(...trials), causes: found.causes.length }
}
process.stdout.write(`${JSON.stringify(best)}\n`)
