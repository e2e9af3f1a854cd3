import { hostParts } from '@homelab/ansible-gen'
import { type Estate, type Finding, loadRenderers, type Opened } from '@homelab/estate/model'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { secretStores } from '@homelab/secrets'
import { allProjections, renderEstate } from '@homelab/synth'
import { tarParts } from '../contracts/stand-ins/tar.ts'
import { openedOnce } from './opened.ts'

export interface Outcome {
  /** Path below the rendered folder -> text. */
  readonly files: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
  readonly resolved: Opened['resolved']
  /** Targets whose projection threw. */
  readonly stopped: readonly string[]
}

const projections = await allProjections()
await loadRenderers([...clusterParts, ...hostParts, ...sightParts, ...secretStores, ...tarParts])

const known = new WeakMap<Estate, Outcome>()

/** Everything that `synth` would write for an estate, in memory; once for all files that a process runs. */
export function render(estate: Estate): Outcome {
  const outcome = known.get(estate) ?? rendered(estate)
  known.set(estate, outcome)
  return outcome
}

function rendered(estate: Estate): Outcome {
  const whole = openedOnce(estate)
  const watch = { now: () => 0, before: () => undefined }
  const { files, findings, stopped } = renderEstate(whole, projections, [], watch)
  const texts = new Map(files.map(({ path, content }) => [path, content]))
  return { files: texts, findings, resolved: whole.resolved, stopped }
}

/** The findings that would end a run, as `CODE SUBJECT PATH`, sorted. */
export function openFindings(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ accepted }) => accepted === undefined)
    .map(({ code, where: { subject, path } }) => [code, subject, path].filter(part => part !== undefined).join(' '))
    .sort()
}
