import type { Finding } from '@homelab/estate/model'
import { isSlipOf } from '@homelab/estate/nearest'
import type { ObjectFile } from '../../cluster/files.ts'
import { hasResource, isBuiltIn, isGroup, pluralOf } from '../../cluster/words/api.ts'
import { filledBelow } from '../../compare/filled.ts'
import { at, isJsonObject, type Json } from '../../compare/json.ts'
import { isWhole, type Member } from '../group.ts'
import type { Application, IgnoredDifference } from './application.ts'

/**
 * What an Application says to leave alone, and does not have: Argo CD takes any words, and each sync puts back what was meant. Of
 * one whose objects are not all rendered it is known what Kubernetes itself has.
 */
export function checkIgnored(
  objects: ReadonlyMap<string, readonly ObjectFile[]>,
  members: readonly Pick<Member, 'application' | 'service'>[],
): Finding[] {
  return members.flatMap(({ application, service }) => {
    const { name, ignoreDifferences = [] } = application as Application
    const whole = members.filter(each => each.application.name === name).every(each => isWhole(each.service, name))
    const all = (objects.get(name) ?? []).map(({ manifest }) => manifest as unknown as Json)
    return ignoreDifferences.flatMap((ignored, index): Finding[] => {
      // One without a kind is a matter of types.
      if (typeof ignored.kind !== 'string') return []
      const selected = all.filter(object => isSelected(ignored, object))
      const wrong = (whole || selected.length > 0 ? undefined : wrongKind(ignored)) ?? wrongIn(ignored, selected, whole)
      const path = `application ${name}.ignoreDifferences[${index}]`
      const where = { subject: service.name, path, file: service.file }
      return wrong === undefined ? [] : [{ code: 'unread-option', where, ...wrong }]
    })
  })
}

type Wrong = Pick<Finding, 'problem' | 'got' | 'fix'>

/** What Kubernetes serves itself it has by the plural of its kind; what others define nobody knows here. */
function wrongKind({ group = '', kind }: IgnoredDifference): Wrong | undefined {
  if (group === '*' || kind === '*') return undefined
  if (isBuiltIn(group) ? hasResource(group, pluralOf(kind)) : isGroup(group)) return undefined
  return {
    problem: 'Kubernetes has no such kind in this group, so that its syncs leave nothing alone',
    got: group === '' ? kind : `${group} ${kind}`,
    fix: 'correct the kind, or name its group (`apps` of a Deployment)',
  }
}

function wrongIn(ignored: IgnoredDifference, selected: readonly Json[], whole: boolean): Wrong | undefined {
  if (whole && selected.length === 0) {
    const { group, kind, name, namespace } = ignored
    return {
      problem: 'its Application has no such object, so that its syncs leave nothing alone',
      got: [...(group ? [group] : []), kind, ...(namespace ? [namespace] : []), ...(name ? [name] : [])].join(' '),
      fix: 'name the group (`apps` of a Deployment), kind and name of an object that it has',
    }
  }
  const { jsonPointers = [], jqPathExpressions = [], managedFieldsManagers = [] } = ignored
  if (jsonPointers.length + jqPathExpressions.length + managedFieldsManagers.length === 0)
    return {
      problem: 'it names no field, so that its syncs leave nothing alone',
      got: ignored.kind,
      fix: 'say which (`jsonPointers`), or leave it out',
    }
  const [rootless] = jsonPointers.filter(each => !each.startsWith('/'))
  if (rootless !== undefined)
    return {
      problem: 'a pointer begins with a slash: https://www.rfc-editor.org/rfc/rfc6901',
      got: rootless,
      fix: 'correct the pointer',
    }
  const ways = [
    ...jsonPointers.map(said => ({ said, steps: said.split('/').slice(1).map(unescaped) })),
    ...jqPathExpressions.map(said => ({ said, steps: stepsOf(said) })),
  ]
  for (const { said, steps } of ways) {
    const [meant, ...others] = (selected.length === 0 ? [{}] : selected).map(object => slipIn(ignored, steps, object))
    if (meant !== undefined && others.every(other => other !== undefined))
      return {
        problem: `the object has no such field, but \`${meant}\`, which is one letter from it`,
        got: said,
        fix: 'correct it',
      }
  }
  return undefined
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** As far as it names fields one by one: `.spec.template.spec` of `.spec.template.spec.containers[] | select(…)`. */
function stepsOf(expression: string): readonly string[] {
  const [simple = ''] = /^(?:\.[A-Za-z]\w*)*/.exec(expression) ?? []
  return simple.split('.').slice(1)
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

/** Of every object: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
const ofEvery: Readonly<Record<string, readonly string[]>> = {
  '': ['apiVersion', 'kind', 'metadata', 'spec', 'status', 'data'],
  metadata: ['name', 'namespace', 'labels', 'annotations', 'finalizers', 'generateName', 'deletionTimestamp'],
}

/** The field in the place of a step that is not there, where one is alike: of what is rendered, and of what the cluster adds. */
function slipIn({ kind }: IgnoredDifference, steps: readonly string[], object: Json): string | undefined {
  let value: Json | undefined = object
  for (const [index, key] of steps.entries()) {
    const before = steps.slice(0, index)
    const rendered = isJsonObject(value) ? Object.keys(value) : []
    const there = [...rendered, ...(ofEvery[before.join('.')] ?? []), ...filledBelow(kind, before)]
    if (!there.includes(key)) return there.find(each => isSlipOf(key, each))
    value = at(value, key)
  }
  return undefined
}
