import type { Finding } from '@homelab/estate/model'
import type { Manifest, OwnedObject } from './manifest.ts'
import { type Container, containersOf, podsOf } from './pod-spec.ts'

/**
 * Files of ConfigMaps that a container mounts by name, or is told to read, are among their keys: else the kubelet makes an empty
 * folder of that name, or the program ends at once.
 */
export function checkConfigFiles(objects: readonly OwnedObject[]): Finding[] {
  const made = new Map(
    objects.flatMap(({ manifest }) => (manifest.kind === 'ConfigMap' ? [[keyOf(manifest), manifest]] : [])),
  )
  return objects.flatMap(object => {
    const { metadata } = object.manifest
    const { pod = {} } = podsOf(object.manifest) ?? {}
    const { volumes = [] } = pod
    const keys = new Map(
      volumes.flatMap(({ name, configMap }) => {
        // Some of its keys, under other names: what is there is said beside it.
        if (configMap?.items !== undefined) return []
        const of =
          configMap?.name === undefined ? undefined : made.get(JSON.stringify([metadata.namespace, configMap.name]))
        return of === undefined ? [] : [[name, Object.keys({ ...of.data })] as const]
      }),
    )
    return containersOf(pod).flatMap(container => {
      const missing = [...namedBy(container, keys), ...readBy(container, keys)]
      return missing.map(({ got, has }) => finding(object, container.name, got, has))
    })
  })
}

interface Missing {
  readonly got: string
  readonly has: readonly string[]
}

type Keys = ReadonlyMap<string, readonly string[]>

function namedBy({ volumeMounts = [] }: Container, keys: Keys): readonly Missing[] {
  return volumeMounts.flatMap(({ name, subPath }) => {
    const has = keys.get(name)
    return has === undefined || subPath === undefined || has.includes(subPath) ? [] : [{ got: subPath, has }]
  })
}

/** Words that are, or end in, a path right below the folder where a ConfigMap is mounted: `--config.file=/etc/x/x.yaml`. */
function readBy({ volumeMounts = [], command = [], args = [] }: Container, keys: Keys): readonly Missing[] {
  return volumeMounts.flatMap(({ name, mountPath, subPath }) => {
    const has = keys.get(name)
    if (has === undefined || subPath !== undefined) return []
    return [...command, ...args].flatMap(word => {
      const path = /^(?:--?[\w.-]+=)?(\/[^\s:,;]+)$/.exec(word)?.[1]
      if (path === undefined || !path.startsWith(`${mountPath}/`)) return []
      const key = path.slice(mountPath.length + 1)
      return key.includes('/') || has.includes(key) || key.includes('*') ? [] : [{ got: path, has }]
    })
  })
}

function finding(
  { service: subject, file, keys, manifest }: OwnedObject,
  container: string,
  got: string,
  has: readonly string[],
): Finding {
  return {
    code: 'unprovided-reference',
    where: {
      subject,
      path: `${manifest.kind} ${manifest.metadata.name} ${container}: ${got}`,
      keys,
      file,
    },
    problem: 'no key of the ConfigMap gives this file',
    got,
    expected: has.join(', '),
    fix: 'name a file that it has, or add this one',
  }
}

function keyOf({ metadata }: Manifest): string {
  return JSON.stringify([metadata.namespace, metadata.name])
}
