import { type Finding, known } from '@homelab/estate/model'
import { almost } from '@homelab/estate/nearest'
import type { ObjectFile } from '../../cluster/files.ts'
import { at, isJsonObject, type Json } from '../../compare/json.ts'
import type { Member } from '../group.ts'
import type { Application, IgnoredDifference } from './application.ts'

/**
 * What an Application says to leave alone, and does not have: Argo CD takes any words, and each sync puts back what was meant. Looked
 * at is an Application all of whose objects are rendered.
 */
export function checkIgnored(
  objects: ReadonlyMap<string, readonly ObjectFile[]>,
  members: readonly Pick<Member, 'application' | 'service'>[],
): Finding[] {
  return members.flatMap(({ application, service }) => {
    const { name, ignoreDifferences = [] } = application as Application
    const rendered = members.filter(each => each.application.name === name).every(each => isWhole(each.service, name))
    if (!rendered) return []
    const all = (objects.get(name) ?? []).map(({ manifest }) => manifest as unknown as Json)
    return ignoreDifferences.flatMap((ignored, index): Finding[] => {
      // One without a kind is a matter of types.
      const wrong = typeof ignored.kind === 'string' ? wrongIn(ignored, all) : undefined
      const path = `application ${name}.ignoreDifferences[${index}]`
      const where = { subject: service.name, path, file: service.file }
      return wrong === undefined ? [] : [{ code: 'unread-option', where, ...wrong }]
    })
  })
}

function isWhole({ runs }: Member['service'], name: string): boolean {
  return known(runs.deliveries).every(each => each.by !== 'delivery' || each.group !== name || each.rendered)
}

function wrongIn(
  ignored: IgnoredDifference,
  all: readonly Json[],
): Pick<Finding, 'problem' | 'got' | 'fix'> | undefined {
  const selected = all.filter(object => isSelected(ignored, object))
  if (selected.length === 0) {
    const { group, kind, name, namespace } = ignored
    return {
      problem: 'its Application has no such object, so that its syncs leave nothing alone',
      got: [...(group ? [group] : []), kind, ...(namespace ? [namespace] : []), ...(name ? [name] : [])].join(' '),
      fix: 'name the group (`apps` of a Deployment), kind and name of an object that it has',
    }
  }
  const [pointer] = (ignored.jsonPointers ?? []).filter(each => selected.every(object => meant(each, object)))
  const [object] = selected
  if (pointer === undefined || object === undefined) return undefined
  return {
    problem: `the object has no such field, but \`${meant(pointer, object)}\`, which is one letter from it`,
    got: pointer,
    fix: 'correct the pointer',
  }
}

function isSelected({ group = '', kind, name, namespace }: IgnoredDifference, object: Json): boolean {
  const [own = '', version] = String(at(object, 'apiVersion')).split('/')
  const isSame = (said: string | undefined, is: unknown): boolean => said === undefined || said === '*' || said === is
  return (
    isSame(group, version === undefined ? '' : own) &&
    isSame(kind, at(object, 'kind')) &&
    isSame(name, at(object, 'metadata', 'name')) &&
    isSame(namespace, at(object, 'metadata', 'namespace'))
  )
}

/** The field in the place of a step that is not there; what the cluster adds itself has none that is alike. */
function meant(pointer: string, object: Json): string | undefined {
  let value: Json | undefined = object
  for (const step of pointer.split('/').slice(1)) {
    if (!isJsonObject(value)) return undefined
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (!(key in value)) return almost(key, Object.keys(value))
    value = value[key]
  }
  return undefined
}
