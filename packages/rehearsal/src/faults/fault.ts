/** A fault that is put into what is rendered, to show that a rehearsal turns red by it. */
import { parse, parseDocument } from 'yaml'
import { type Application, applicationOf, isApplication } from '../applications.ts'
import type { KubeObject } from '../objects.ts'

/** Path below the rendered folder -> text. */
export type Files = ReadonlyMap<string, string>

/** One rendered object. */
export interface Manifest {
  readonly path: string
  readonly object: KubeObject
}

/** One rendered Application, with the objects that it reads out of the rendered folder. */
export interface Delivered {
  readonly name: string
  /** Its own file. */
  readonly path: string
  readonly object: KubeObject
  readonly application: Application
  readonly manifests: readonly Manifest[]
}

export interface Fault {
  /** As a noun: `a wrong name in a Role`. */
  readonly what: string
  /** What becomes of its Application; red by default. */
  readonly turns?: 'red' | 'fine'
  /** What the row of the Application must say, with what became of its objects where a revision was installed before. */
  readonly said: RegExp
  /** The files with it, where this Application has a place for it. */
  readonly into: (delivered: Delivered, all: Rendered) => Files | undefined
}

export interface Rendered {
  readonly files: Files
  readonly delivered: readonly Delivered[]
}

/** @param folders of the rendered folder, and of what is delivered below it */
export function renderedOf(files: Files, { rendered, folder }: { rendered: string; folder: string }): Rendered {
  const below = (path: string): readonly Manifest[] =>
    [...files]
      .filter(([file, text]) => file.startsWith(`${path}/`) && /^kind: /m.test(text) && file.endsWith('.yaml'))
      .map(([file, text]) => ({ path: file, object: parse(text) as KubeObject }))
      // What kustomize reads is no object.
      .filter(({ object }) => object.kind !== 'Kustomization')
  const delivered = [...files]
    .filter(([path, text]) => path.startsWith(`${folder}/apps/`) && isApplication(text))
    .map(([path, text]) => {
      const application = applicationOf(text)
      const paths = application.sources.flatMap(source => source.path ?? [])
      const own = paths.filter(each => each.startsWith(`${rendered}/`)).map(each => each.slice(rendered.length + 1))
      const object = parse(text) as KubeObject
      return { name: application.name, path, object, application, manifests: own.flatMap(below) }
    })
  return { files, delivered }
}

/** One object's file with a value put, or with `undefined` taken out. */
export function changedFile(files: Files, path: string, keys: readonly (string | number)[], value: unknown): Files {
  const document = parseDocument(files.get(path) ?? '')
  if (value === undefined) document.deleteIn(keys)
  else document.setIn(keys, value)
  return new Map([...files, [path, String(document)]])
}

/** A fault in the first object of a kind that has a place for it. */
export function inFirst(
  kind: string,
  change: (object: KubeObject) => readonly [keys: readonly (string | number)[], value: unknown] | undefined,
): Fault['into'] {
  return ({ manifests }, { files }) => {
    for (const { path, object } of manifests) {
      const edit = object.kind === kind ? change(object) : undefined
      if (edit !== undefined) return changedFile(files, path, ...edit)
    }
    return undefined
  }
}

export interface Placed {
  readonly fault: Fault
  readonly application: string
}

/**
 * Faults that fit into one run, each in an Application of its own, and those that did not.
 *
 * @param may the Applications that can turn red by themselves
 */
export function place(
  { files, delivered }: Rendered,
  faults: readonly Fault[],
  may: (application: string) => boolean,
): { readonly files: Files; readonly placed: readonly Placed[]; readonly left: readonly Fault[] } {
  let all = files
  const placed: Placed[] = []
  const left: Fault[] = []
  // None in the Application of all others; first those with the fewest places.
  const alone = delivered.filter(({ manifests }) => manifests.every(({ object }) => object.kind !== 'Application'))
  const places = ({ into }: Fault): number =>
    alone.filter(each => may(each.name) && into(each, { files, delivered }) !== undefined).length
  const byPlaces = faults.map(fault => ({ fault, count: places(fault) })).toSorted((a, b) => a.count - b.count)
  for (const { fault } of byPlaces) {
    const free = alone.filter(({ name }) => may(name) && placed.every(({ application }) => application !== name))
    const found = free
      .map(each => [each.name, fault.into(each, { files: all, delivered })] as const)
      .find(([, with_]) => with_ !== undefined)
    if (found?.[1] === undefined) left.push(fault)
    else {
      placed.push({ fault, application: found[0] })
      all = found[1]
    }
  }
  return { files: all, placed, left }
}
