import { parsePath } from '@homelab/changes/fields'
import type { Adopted, Finding } from '@homelab/estate/model'
import { at, type Json, same } from '../compare/json.ts'
import type { Manifest } from './manifest.ts'

/** A service with what it takes over. */
interface Adopting {
  readonly name: string
  readonly file: string
  readonly namespace: string
  readonly adopts: readonly Adopted[]
}

/** What ran before stays the same object: it is rendered under its name, with the values of the fields that it keeps. */
export function checkAdopted(services: readonly Adopting[], objects: readonly Manifest[]): Finding[] {
  return services.flatMap(service =>
    service.adopts.flatMap((adopted, index) => {
      const namespace = adopted.namespace ?? service.namespace
      const ofKind = objects.filter(({ kind }) => kind === adopted.kind)
      const found = ofKind.find(
        ({ metadata }) => metadata.name === adopted.name && (metadata.namespace ?? namespace) === namespace,
      )
      if (found === undefined) return [gone(service, adopted, index, ofKind)]
      return Object.entries(adopted.keeps ?? {})
        .filter(([path, value]) => !same(at(found as unknown as Json, ...parsePath(path)) ?? null, value as Json))
        .map(([path, value]) => changed(service, adopted, index, path, value, found))
    }),
  )
}

function gone({ name, file }: Adopting, adopted: Adopted, index: number, ofKind: readonly Manifest[]): Finding {
  const others = ofKind.map(({ metadata }) => [metadata.namespace, metadata.name].filter(Boolean).join('/'))
  return {
    code: 'changed-adoption',
    where: { subject: name, path: titleOf(adopted), keys: ['adopts', index], file },
    problem: 'what ran before is not rendered, so that its successor begins empty',
    got: others.length === 0 ? `no ${adopted.kind}` : others.join(', '),
    fix: 'render it under the name that it has, or, once nothing of it is needed, take it out of `adopts`',
  }
}

function changed(
  { name, file }: Adopting,
  adopted: Adopted,
  index: number,
  path: string,
  value: unknown,
  found: Manifest,
): Finding {
  return {
    code: 'changed-adoption',
    where: { subject: name, path: `${titleOf(adopted)} ${path}`, keys: ['adopts', index, 'keeps', path], file },
    problem: 'a field that cannot be changed in place is rendered otherwise than it ran',
    got: JSON.stringify(at(found as unknown as Json, ...parsePath(path)) ?? null),
    expected: JSON.stringify(value),
    fix: 'leave it as it was, or, once the object was recreated by hand, say here what it has now',
  }
}

function titleOf({ kind, name }: Adopted): string {
  return `${kind} ${name}`
}
