import { accept, type Cluster, type Image, type OwnAcceptance } from '@homelab/estate/model'
import type { PodProps } from '@homelab/kubernetes'

type InitContainer = NonNullable<PodProps['initContainers']>[number]

const name = 'init-chown-data'

export interface GivenProps {
  /** With `chown`: busybox. */
  readonly image: Image
  /** The volume, and where both containers see it. */
  readonly volume: string
  readonly path: string
  /** User and group, by number. */
  readonly to: number
  /** With all that is in it; the folder alone by default. */
  readonly deep?: true
}

/** A container that gives a volume to the user of the pod before that starts: root made it, and `fsGroup` does nothing there. */
export function givenTo({ image, volume, path, to, deep }: GivenProps): InitContainer {
  return {
    name,
    image,
    pullPolicy: 'IfNotPresent',
    command: ['chown', ...(deep ? ['-R'] : []), `${to}:${to}`, path],
    mounts: { [volume]: path },
    resources: { requests: { memory: '16Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
    security: {
      ...(deep && { runAsNonRoot: false }),
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      // Without the other defaults it can't enter folders that belong to the user alone.
      capabilities: { ...(!deep && { drop: ['ALL'] }), add: ['CHOWN'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  }
}

/** Why that container is root, for `accepts`: it gives `what` to the user of `whom`. */
export function rootToGive(
  what: string,
  whom: string,
  { deep }: Pick<GivenProps, 'deep'> = {},
): readonly OwnAcceptance[] {
  const because = (reason: string, path: string): OwnAcceptance =>
    accept('unhardened-container', reason, `${name}.security.${path}`)
  return [
    because(`it gives ${what} to ${whom}’s user`, 'runAsNonRoot'),
    because(`it gives ${what} to ${whom}’s user`, 'capabilities.add'),
    ...(deep
      ? [because(`without the defaults it can’t enter folders that belong to ${whom} alone`, 'capabilities.drop')]
      : []),
  ]
}

/** What a ready-made service has to say of its containers, for `accepts`: nothing in a cluster where nobody asks. */
export function askedIn({ unhardened }: Cluster, accepted: readonly OwnAcceptance[]): readonly OwnAcceptance[] {
  return unhardened === undefined ? accepted : []
}
