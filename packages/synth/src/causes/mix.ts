import { type Declaration, type Import, type Module, moduleOf } from './module.ts'
import type { Sources, Unit } from './units.ts'

/**
 * The sources of one revision in which some of what changed is as in the other.
 *
 * @param all everything that changed between them
 * @param taken what is to be as in `other`
 */
export function mixed(base: Sources, other: Sources, all: readonly Unit[], taken: ReadonlySet<Unit>): Sources {
  const result = new Map(base)
  for (const [file, units] of Map.groupBy(all, unit => unit.file)) {
    const chosen = units.filter(unit => taken.has(unit))
    if (chosen.length === 0) continue
    const text = chosen.length === units.length ? other.get(file) : mixedFile(base.get(file), other.get(file), chosen)
    if (text === undefined) result.delete(file)
    else result.set(file, text)
  }
  return result
}

function mixedFile(base: string | undefined, other: string | undefined, taken: readonly Unit[]): string | undefined {
  const [here, there] = [base, other].map(text => (text === undefined ? undefined : moduleOf(text)))
  if (here === undefined || there === undefined) return other
  const ids = new Set(taken.map(({ id }) => id))
  const declarations = mixedDeclarations(here, there, ids)
  const used = new Set(declarations.flatMap(({ mentions }) => [...mentions]))
  const imports = mixedImports(here, there, ids).filter(({ local }) => local === undefined || used.has(local))
  return [...imports, ...declarations].map(({ text }) => `${text.trimEnd()}\n`).join('')
}

function mixedDeclarations(here: Module, there: Module, ids: ReadonlySet<string | undefined>): readonly Declaration[] {
  const others = new Map(there.declarations.map(each => [each.id, each]))
  const result = here.declarations.flatMap(each => (ids.has(each.id) ? (others.get(each.id) ?? []) : [each]))
  const present = new Set(result.map(({ id }) => id))
  for (const [index, each] of there.declarations.entries()) {
    if (!ids.has(each.id) || present.has(each.id)) continue
    // In its place: behind the nearest of those that stood before it.
    const before = there.declarations.slice(0, index).findLast(({ id }) => present.has(id))
    result.splice(before === undefined ? 0 : result.findIndex(({ id }) => id === before.id) + 1, 0, each)
    present.add(each.id)
  }
  return result
}

/** Those of both; where both have a name from elsewhere, which one is a unit of its own. */
function mixedImports(here: Module, there: Module, ids: ReadonlySet<string | undefined>): readonly Import[] {
  const key = ({ local, text }: Import): string => local ?? text
  const others = new Map(there.imports.map(each => [key(each), each]))
  const own = new Set(here.imports.map(key))
  return [
    ...here.imports.flatMap(each => (ids.has(`import ${key(each)}`) ? (others.get(key(each)) ?? []) : [each])),
    ...there.imports.filter(
      each => !own.has(key(each)) && (each.local !== undefined || ids.has(`import ${key(each)}`)),
    ),
  ]
}
