import { imageReference } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { k8s } from 'cdk8s-plus-28'
import type { Mount, Mounts } from '../volume/index.ts'
import { envFrom, envVars } from './env.ts'
import type { Amounts, Container, Resources } from './index.ts'

/** A container in CDK8s's types: what it says, and no other field. */
export function containerSpec(container: Container): k8s.Container {
  const { name, image, pullPolicy, command, args, env, mounts, resources, security } = container
  const variables = env === undefined ? [] : envVars(env)
  return {
    name,
    image: imageReference(image),
    ...present({ imagePullPolicy: pullPolicy }),
    ...(command !== undefined && { command: [...command] }),
    ...(args !== undefined && { args: [...args] }),
    ...(variables.length > 0 && { env: variables }),
    ...envFrom(container.envFrom),
    ...(mounts !== undefined && { volumeMounts: volumeMounts(mounts) }),
    ...(resources !== undefined && { resources: resourceSpec(resources) }),
    ...present({ securityContext: security }),
  }
}

function volumeMounts(mounts: Mounts): k8s.VolumeMount[] {
  return Object.entries(mounts).flatMap(([name, where]) =>
    asList(where).map(mount => (typeof mount === 'string' ? { name, mountPath: mount } : volumeMount(name, mount))),
  )
}

function volumeMount(name: string, { path, subPath, readOnly }: Mount): k8s.VolumeMount {
  return {
    name,
    mountPath: path,
    ...present({ subPath, readOnly }),
  }
}

function asList(where: Mounts[string]): readonly (string | Mount)[] {
  return Array.isArray(where) ? where : [where as string | Mount]
}

function resourceSpec({ requests, limits }: Resources): k8s.ResourceRequirements {
  return {
    ...(requests !== undefined && { requests: amounts(requests) }),
    ...(limits !== undefined && { limits: amounts(limits) }),
  }
}

function amounts(of: Amounts): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(of).map(([what, much]) => [what, k8s.Quantity.fromString(much)]))
}
