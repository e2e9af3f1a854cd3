import { imageReference } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { k8s } from '../../k8s.ts'
import type { Mount, Mounts } from '../volume/index.ts'
import { envFrom, envVars } from './env.ts'
import type { Amounts, Container, Resources } from './index.ts'

/** A container in CDK8s's types: what it says, and no other field. */
export function containerSpec(container: Container): k8s.Container {
  const { name, image, pullPolicy, command, args, env, mounts, resources, devices, security } = container
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
    ...((resources !== undefined || devices !== undefined) && { resources: resourceSpec(resources, devices) }),
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

/** Of a device as much is asked for as is the limit: it is shared with nobody. */
function resourceSpec(
  { requests, limits }: Resources = {},
  devices: Container['devices'] = {},
): k8s.ResourceRequirements {
  const [asked, most] = [requests, limits].map(own => ({ ...amounts(own), ...amounts(devices) }))
  return {
    ...((requests !== undefined || isAny(asked)) && { requests: { ...asked } }),
    ...((limits !== undefined || isAny(most)) && { limits: { ...most } }),
  }
}

function isAny(of: object | undefined): boolean {
  return Object.keys(of ?? {}).length > 0
}

function amounts(of: Amounts | Container['devices'] = {}): Record<string, k8s.Quantity> {
  return Object.fromEntries(Object.entries(of).map(([what, much]) => [what, k8s.Quantity.fromString(String(much))]))
}
