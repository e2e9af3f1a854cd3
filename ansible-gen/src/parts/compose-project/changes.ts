import type { ChangeFacet, ToJudge } from '@homelab/estate/model'

const template = 'templates/compose.yaml.j2'

/** The way in the file; undefined where the change is of another one. */
function inFile({ change: { system }, path: [file, ...way] }: ToJudge): readonly string[] | undefined {
  return system === 'ansible' && file === template ? way : undefined
}

/** Fields of what Compose reads. */
export const composeChanges: ChangeFacet = {
  rules: [
    {
      name: 'compose-project-goes',
      judge: ({ change: { system, kind, path } }) =>
        system === 'ansible' && kind === 'removed' && path === template
          ? {
              danger: 'stops',
              why: 'no run of the playbook ends its containers: end them by hand, while the file is there',
            }
          : undefined,
    },
    {
      name: 'compose-volume-goes',
      judge: toJudge => {
        const [top, , more] = inFile(toJudge) ?? []
        return top === 'volumes' && more === undefined && toJudge.change.kind === 'removed'
          ? {
              danger: 'destroys',
              why: 'Docker knows a volume by its name: what has it under another one begins empty, and the old one is nobody’s',
            }
          : undefined
      },
    },
    {
      name: 'compose-container-goes',
      judge: toJudge => {
        const way = inFile(toJudge) ?? []
        return way[0] === 'services' && way.length === 2 && toJudge.change.kind === 'removed'
          ? { danger: 'stops', why: 'the next run of the playbook removes the container' }
          : undefined
      },
    },
    {
      name: 'compose-network-changes',
      judge: toJudge => {
        const [top, , key] = inFile(toJudge) ?? []
        return top === 'networks' && (key === 'driver_opts' || key === 'internal') && toJudge.change.kind !== 'removed'
          ? {
              danger: 'restarts',
              why: 'Compose 2.31 ends the containers of a network to make it anew, if it made it; what an older one made stays as it was until `down` and `up`',
            }
          : undefined
      },
    },
    {
      name: 'compose-port-opens',
      judge: toJudge => {
        const { kind, after } = toJudge.change
        const [top, , key, , field] = inFile(toJudge) ?? []
        if (top !== 'services') return undefined
        if (key === 'network_mode' && after === 'host')
          return { danger: 'opens', why: 'whatever it listens on is a port of the host' }
        // An address narrows it, and without one it is open to all.
        const opens =
          field === 'host_ip' ? kind !== 'added' : kind !== 'removed' && (field ?? 'published') === 'published'
        return key === 'ports' && opens
          ? { danger: 'opens', why: 'Docker opens the port itself, past the rules of the host’s firewall' }
          : undefined
      },
    },
    {
      name: 'compose-image-changes',
      judge: toJudge => {
        const [top, , key] = inFile(toJudge) ?? []
        return top === 'services' && key === 'image'
          ? {
              danger: 'restarts',
              why: 'the container is made again from the other image; what it wrote outside its mounts is lost',
            }
          : undefined
      },
    },
  ],
}
