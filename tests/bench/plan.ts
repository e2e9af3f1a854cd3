/**
 * What it costs to work out a rollout: of an estate of which three services, or all, are otherwise. Prints the milliseconds of
 * comparing and of planning, and how many steps there are, as JSON; a process of its own, since it loads every renderer.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { plan } from '@homelab/plan'
import { allProjections } from '@homelab/synth'
import { type Sources, sourceTrial } from '@homelab/synth/causes'
import { compared, type Revision } from '@homelab/synth/diff'

const root = join(import.meta.dirname, '..', '..')
const [folder = 'apps/blumeops', many = '3'] = process.argv.slice(2)
const above = join(root, folder, '..', '..')
const name = folder.split('/').at(-1) ?? ''

const trial = sourceTrial({ root: above, estate: `apps/${name}/estate.ts`, projections: await allProjections() })
const sources: Sources = new Map(
  globSync(`apps/${name}/**/*.ts`, { cwd: above, exclude: path => path.includes('node_modules') }).map(
    path => [path, readFileSync(join(above, path), 'utf8')] as const,
  ),
)

/** Images of another version. */
function changed(): Sources {
  let left = Number(many)
  const image = /(image\([^)]*?, '?v?)(\d+)/g
  return new Map(
    [...sources].map(([path, text]) => [
      path,
      text.replaceAll(image, (all: string, start: string, major: string) => {
        if (left === 0) return all
        left -= 1
        return `${start}${Number(major) + 1}`
      }),
    ]),
  )
}

async function revision(title: string, of: Sources): Promise<Revision> {
  const outcome = await trial.run(of)
  if ('failed' in outcome) throw new Error(outcome.failed)
  const files = [...outcome.files].map(
    ([path, { content, executable }]) => [path, { text: content, executable }] as const,
  )
  return { title, sources: of, rendered: new Map(files) }
}

const estate = (await import(join(above, `apps/${name}/estate.ts`))) as { readonly default: { readonly parts: [] } }
const { parts } = estate.default
const [was, is] = [await revision('before', sources), await revision('after', changed())]
await compared(was, is, parts)
const start = performance.now()
const { changes, estates } = await compared(was, is, parts)
const middle = performance.now()
if (estates.before === undefined || estates.after === undefined) throw new Error('an estate is missing')
const { steps } = plan(changes, estates.before, estates.after, parts)
const end = performance.now()
process.stdout.write(`${JSON.stringify({ compare: middle - start, plan: end - middle, steps: steps.length })}\n`)
