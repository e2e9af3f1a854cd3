import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, sep } from 'node:path'
import { allProjections, loadProjections } from '@homelab/synth'
import { type Sources, sourceTrial, type Trial } from '@homelab/synth/causes'
import { root } from './sources.ts'

/** The folder above the `apps` of the estate that tests change. */
export const lab = join(root, 'tests', 'fixtures', 'lab')

/** The sources of an estate: all of its folder. */
export function sourcesOf(above: string, name: string): Sources {
  const paths = globSync(`apps/${name}/**/*.ts`, { cwd: above, exclude: path => path.includes('node_modules') })
  return new Map(
    paths.toSorted().map(path => [path.replaceAll(sep, '/'), readFileSync(join(above, path), 'utf8')] as const),
  )
}

export const labSources: Sources = sourcesOf(lab, 'lab')

/** Node's own `import`, which sees what the hooks of a trial load. */
export const nativeImport: (url: string) => Promise<unknown> = createRequire(import.meta.url)('./native-import.cjs')

const projections = await loadProjections()

export const labTrial: Trial = sourceTrial({ root: lab, estate: 'apps/lab/estate.ts', projections, load: nativeImport })

const whole = await allProjections()

/** The sources of a fixture estate, and what they render with all that there is. */
function fixture(name: string): readonly [sources: Sources, trial: Trial] {
  const above = join(root, 'tests', 'fixtures', name)
  const estate = `apps/${name}/estate.ts`
  return [sourcesOf(above, name), once(sourceTrial({ root: above, estate, projections: whole, load: nativeImport }))]
}

/** Many changes begin with the same sources, and what puts back their only line asks of them again. */
function once(trial: Trial): Trial {
  const known = new Map<string, ReturnType<Trial['run']>>()
  return {
    ...trial,
    run: sources => {
      const key = JSON.stringify([...sources].toSorted(([a], [b]) => a.localeCompare(b)))
      const outcome = known.get(key) ?? trial.run(sources)
      known.set(key, outcome)
      return outcome
    },
  }
}

/** A larger estate: two proxies, a database, telemetry. */
export const [cottageSources, cottageTrial] = fixture('cottage')

/** One as many have it, which is led through a year. */
export const [croftSources, croftTrial] = fixture('croft')

/** One that Flux delivers. */
export const [harbourSources, harbourTrial] = fixture('harbour')

/** The same for an estate of the repository. */
export function trialOf(name: string): Trial {
  return sourceTrial({ root, estate: `apps/${name}/estate.ts`, projections, load: nativeImport })
}

/**
 * Sources in which texts are replaced, each of which must be there; `undefined` takes the file away.
 *
 * @param name the estate's folder
 */
export function edited(
  sources: Sources,
  edits: Readonly<Record<string, string | undefined | Edit[]>>,
  name = 'lab',
): Sources {
  const result = new Map(sources)
  for (const [file, change] of Object.entries(edits)) {
    const path = `apps/${name}/${file}`
    if (change === undefined) result.delete(path)
    else if (typeof change === 'string') result.set(path, change)
    else
      result.set(
        path,
        change.reduce((text, edit) => replaced(text, edit), sources.get(path) ?? ''),
      )
  }
  return result
}

export type Edit = readonly [from: string, to: string]

function replaced(text: string, [from, to]: Edit): string {
  if (!text.includes(from)) throw new Error(`there is no ${JSON.stringify(from)} to be edited`)
  return text.replaceAll(from, to)
}
