/** The commands of a rendered guide, taken from its text: the guide is what is tested, so nothing of it is typed again. */

/**
 * The commands of all shell blocks below a heading, in their order, up to the next heading of its level or above.
 *
 * @throws Error where the guide has no such heading, or no command below it
 */
export function commandsBelow(guide: string, heading: string): readonly string[] {
  const all = guide.split('\n')
  const from = all.indexOf(heading)
  if (from < 0) throw new Error(`the guide has no heading ${heading}`)
  const level = /^#*/.exec(heading)?.[0].length ?? 0
  const lines: string[] = []
  let block: string | undefined
  for (const line of all.slice(from + 1)) {
    if (block !== undefined) {
      // A comment in a shell block begins as a heading does.
      if (line === '```') block = undefined
      else if (block === 'sh' && line !== '' && !line.startsWith('#')) lines.push(line)
    } else if (line.startsWith('```')) block = line.slice(3)
    else if (/^#+ /.test(line) && line.indexOf(' ') <= level) break
  }
  if (lines.length === 0) throw new Error(`the guide has no command below ${heading}`)
  return lines
}

/** The heading of the steps that bring up a cluster. */
export function headingOf(cluster: string): string {
  return `## The cluster ${cluster}`
}

/** What a command syncs, or waits for. */
export function applicationIn(line: string): { readonly verb: 'sync' | 'wait'; readonly name: string } | undefined {
  const [, synced] = /^argocd app sync ([^\s-]\S*)/.exec(line) ?? []
  if (synced !== undefined) return { verb: 'sync', name: synced }
  const [, awaited] = /^kubectl .*\bwait applications\.argoproj\.io\/(\S+)/.exec(line) ?? []
  return awaited === undefined ? undefined : { verb: 'wait', name: awaited }
}

/** The commands that a later guide has and an earlier one had not; what syncs or waits for an Application is a rollout's. */
export function commandsSince(before: readonly string[], after: readonly string[]): readonly string[] {
  const had = new Set(before)
  return after.filter(line => !had.has(line) && applicationIn(line) === undefined)
}

/** The commands up to the last one that syncs or waits for an Application. */
export function upTo(lines: readonly string[], application: string): readonly string[] {
  const last = lines.findLastIndex(line => applicationIn(line)?.name === application)
  return lines.slice(0, last + 1)
}
