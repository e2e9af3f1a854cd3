import { parse } from 'yaml'

/** A Kubernetes object read back from a rendered file. */
export interface KubeObject {
  readonly path: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  // biome-ignore lint/suspicious/noExplicitAny: what was rendered is what a test looks at
  readonly spec: any
}

/** Every Kubernetes object among rendered files, by a YAML parser that is not the printer's. */
export function objectsIn(files: ReadonlyMap<string, string>): KubeObject[] {
  return [...files]
    .filter(([path]) => /^[^/]+\/(apps|manifests|flux|apply\/groups)\/.*\.yaml$/.test(path))
    .map(([path, content]) => ({
      path,
      ...(parse(content) as Omit<KubeObject, 'path'> & { readonly apiVersion: string }),
    }))
    .filter(({ apiVersion }) => !apiVersion.startsWith('kustomize.config.k8s.io/'))
}

export interface ConfigMap extends KubeObject {
  readonly metadata: KubeObject['metadata'] & { readonly labels?: Readonly<Record<string, string>> }
  readonly data: Readonly<Record<string, string>>
}

export function configMapsIn(files: ReadonlyMap<string, string>): ConfigMap[] {
  return objectsIn(files).filter((object): object is ConfigMap => object.kind === 'ConfigMap')
}
