import { type Estate, type Finding, resolve } from '@homelab/estate'
import { loadProjections, renderEstate } from '@homelab/synth'

export interface Outcome {
  /** Path below the rendered folder -> text. */
  readonly files: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

const projections = await loadProjections()

/** Everything that `synth` would write for an estate, in memory. */
export function render(estate: Estate): Outcome {
  const { files, findings } = renderEstate(resolve(estate), projections, [], { now: () => 0, before: () => undefined })
  return { files: new Map(files.map(({ path, content }) => [path, content])), findings }
}

/** The findings that would end a run, as `CODE SUBJECT PATH`, sorted. */
export function openFindings(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ accepted }) => accepted === undefined)
    .map(({ code, where: { subject, path } }) => [code, subject, path].filter(part => part !== undefined).join(' '))
    .sort()
}
