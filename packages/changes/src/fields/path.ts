/**
 * The place of a field in an object: names of fields, and items of lists in brackets: `spec.containers[web].image` is
 * `spec`, `containers`, `[web]`, `image`.
 */
export type Path = readonly string[]

/** The place as people write it; a name with dots or slashes stands in brackets and quotes: `data["app.ini"]`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (step.startsWith('[')) return step
      return /^[\w$-]+$/.test(step) ? `${index === 0 ? '' : '.'}${step}` : `["${step}"]`
    })
    .join('')
}

/** Reads what `pathText` writes. `[*]` and `*` stand for any item and any field. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\["([^"]*)"\]|(\[[^\]]*\])|([^.[\]]+)/g)].map(
    ([, quoted, item, field]) => quoted ?? item ?? field ?? '',
  )
}

/** Whether a place is the pattern's or below it. */
export function covers(pattern: Path, path: Path): boolean {
  return pattern.length <= path.length && pattern.every((step, index) => fits(step, path[index] ?? ''))
}

function fits(step: string, actual: string): boolean {
  if (step === '[*]') return actual.startsWith('[')
  return step === '*' || step === actual
}

/** Whether a field says something by being there, however empty: a volume `emptyDir: {}`, syncs `automated: {}`. */
export function saysByBeing(path: Path): boolean {
  return ['emptyDir', 'automated'].includes(path.at(-1) ?? '')
}
