import { type Capability, made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** What a container may do, in the words of Compose: https://docs.docker.com/reference/compose-file/services/ */
export interface ContainerSecurity {
  /** Numbers of user and group: `1000:1000`. */
  readonly user?: `${number}` | `${number}:${number}`
  readonly read_only?: boolean
  readonly cap_drop?: readonly (Capability | 'ALL')[]
  readonly cap_add?: readonly Capability[]
  readonly security_opt?: readonly string[]
  /** Folders in memory, which end with the container. */
  readonly tmpfs?: readonly string[]
}

/** What a container needs beyond nothing. */
export interface HardenedContainerProps extends Pick<ContainerSecurity, 'user'> {
  /** Linux capabilities that it can't do without, without the prefix `CAP_`. */
  readonly capabilities?: readonly Capability[]
  /** Folders in the container, absolute, in which it writes what may be lost: `/tmp`. They are kept in memory. */
  readonly scratch?: readonly string[]
  /** It writes outside its mounts. */
  readonly writesRoot?: true
}

/** A program may not gain more rights than it was started with. */
export const NO_NEW_PRIVILEGES = 'no-new-privileges:true'

/**
 * A container that can do no more than it says: no capabilities, no files of its own to write, and the user that is named; the image's own
 * one, which is most often root, where none is.
 *
 * @example security: hardenedContainer({ user: '1000:1000', scratch: ['/tmp'] })
 */
export function hardenedContainer({
  user,
  capabilities = [],
  scratch = [],
  writesRoot,
}: HardenedContainerProps = {}): ContainerSecurity {
  return made({
    ...present({ user }),
    ...(writesRoot !== true && { read_only: true }),
    cap_drop: ['ALL'] as const,
    ...(capabilities.length > 0 && { cap_add: capabilities }),
    security_opt: [NO_NEW_PRIVILEGES],
    ...(scratch.length > 0 && { tmpfs: scratch }),
  })
}
