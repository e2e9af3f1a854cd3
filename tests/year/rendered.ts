import { type KubeObject, objectsIn } from '../support/objects.ts'

/** What is rendered of an estate, for those who look for something in it. */
export interface Rendered {
  readonly files: ReadonlyMap<string, string>
  /**
   * A Kubernetes object by kind, namespace and name: `Ingress cv/cv-tailscale`.
   *
   * @throws Error where there is none, or two
   */
  readonly object: (name: string) => KubeObject
  /** Those of a kind, in the same form. */
  readonly names: (kind: string) => readonly string[]
  /**
   * A file's text.
   *
   * @throws Error where there is none
   */
  readonly text: (path: string) => string
}

export function renderedOf(files: ReadonlyMap<string, string>): Rendered {
  let all: readonly KubeObject[] | undefined
  const objects = (): readonly KubeObject[] => {
    all ??= objectsIn(files)
    return all
  }
  return {
    files,
    object: name => {
      const [found, ...more] = objects().filter(each => nameOf(each) === name)
      if (found === undefined || more.length > 0) throw new Error(`there are ${more.length} more than one ${name}`)
      return found
    },
    names: kind =>
      objects()
        .filter(each => each.kind === kind)
        .map(nameOf)
        .toSorted(),
    text: path => {
      const text = files.get(path)
      if (text === undefined) throw new Error(`no ${path} is rendered`)
      return text
    },
  }
}

function nameOf({ kind, metadata: { namespace, name } }: KubeObject): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`
}
