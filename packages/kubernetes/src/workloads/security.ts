import { type Capability, made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { k8s } from '../k8s.ts'

/** What a container needs beyond nothing. */
export interface HardenedProps {
  /** The user it runs as, by number, where the image's own is root or has only a name. */
  readonly user?: number
  /** The image works as root only. Without it Kubernetes refuses to start root. */
  readonly root?: true
  /** Linux capabilities that it can't do without, without the prefix `CAP_`. */
  readonly capabilities?: readonly Capability[]
  /** It writes outside its volumes. */
  readonly writesRoot?: true
}

/**
 * A container that can do no more than it says: https://kubernetes.io/docs/concepts/security/pod-security-standards/
 *
 * Give scratch space with `emptyDir` where the image wants to write, rather than `writesRoot`.
 */
export function hardened({ user, root, capabilities = [], writesRoot }: HardenedProps = {}): k8s.SecurityContext {
  return made({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], ...(capabilities.length > 0 && { add: [...capabilities] }) },
    ...(writesRoot !== true && { readOnlyRootFilesystem: true }),
    ...(root !== true && { runAsNonRoot: true }),
    ...present({ runAsUser: user }),
    seccompProfile: { type: 'RuntimeDefault' },
  })
}
