import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { CheckedContainer, CheckedPod } from './checks.ts'

/** Devices that containers are given, and those that they only see. */
export function checkDevices(service: ResolvedService, { containers, hostPaths }: CheckedPod): Finding[] {
  return containers.flatMap(container => [
    ...checkGiven(service, container),
    ...Object.keys(container.mounts ?? {}).flatMap(volume => {
      const path = hostPaths[volume]
      return path === undefined ? [] : checkSeen(service, container, { volume, path })
    }),
  ])
}

/** https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources */
function checkGiven({ name: subject, file }: ResolvedService, { name, devices = {} }: CheckedContainer): Finding[] {
  return Object.entries(devices).flatMap(([device, count]): Finding[] => {
    const where = { subject, path: `${name}.devices.${device}`, file }
    const isNamed = /^(?!kubernetes\.io\/)[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?$/.test(
      device,
    )
    const isCounted = Number.isInteger(count) && count > 0
    return [
      ...(isNamed
        ? []
        : [
            {
              code: 'invalid-name' as const,
              where,
              problem: 'no device plugin gives anything of this name',
              got: JSON.stringify(device),
              expected: 'a domain, a slash and a name: gpu.intel.com/i915',
              fix: 'correct the name',
            },
          ]),
      ...(isCounted
        ? []
        : [
            {
              code: 'invalid-quantity' as const,
              where,
              problem: 'a device is given whole',
              got: String(count),
              expected: 'a whole number from 1 on',
              fix: 'correct the number',
            },
          ]),
    ]
  })
}

/**
 * Below `/dev` lies what the runtime lets only those open to whom it gave the device, whatever they mount; these it gives to
 * everybody, or they are no devices. https://github.com/opencontainers/runc/blob/main/libcontainer/specconv/spec_linux.go
 */
const harmless = /^\/dev\/(null|zero|full|tty|random|urandom|ptmx|pts|shm|mqueue|hugepages|log)(\/|$)/

function checkSeen(
  { name: subject, file }: ResolvedService,
  { name, security, devices = {} }: CheckedContainer,
  { volume, path }: { readonly volume: string; readonly path: string },
): Finding[] {
  const isDevice = /^\/dev(\/|$)/.test(path) && !harmless.test(path)
  if (!isDevice || security?.privileged === true || Object.keys(devices).length > 0) return []
  return [
    {
      code: 'refused-device',
      where: { subject, path: `${name}.mounts.${volume}`, file },
      problem: 'the container sees the device, and may not open it',
      got: path,
      expected: 'a device that its node gives it, or a privileged container',
      fix: 'let a device plugin give it (`devices`), or make the container privileged',
    },
  ]
}
