import type { ChangeFacet } from '@homelab/estate/model'
import { serverItems } from '../nginx/changes.ts'
import { flyFolder } from './words.ts'

/** The proxy's configuration by server, all else of it by line. */
export const flyChanges: ChangeFacet = {
  readers: [
    {
      system: 'public-proxy',
      reads: path => path.startsWith(`${flyFolder}/`),
      items: (path, text) => {
        if (!path.endsWith('/nginx.conf')) throw new Error(`${path} is compared by lines`)
        return serverItems(path, text)
      },
    },
  ],
  rules: [
    {
      name: 'fly-changes',
      judge: ({ change: { system, subject, kind, path } }) => {
        if (system !== 'public-proxy') return undefined
        if (kind === 'removed' && path === undefined && subject.startsWith('server '))
          return { danger: 'stops', why: 'the proxy answers nobody under the name' }
        return {
          danger: 'restarts',
          why: 'the next deployment replaces the machine: the new one answers before the old one ends',
        }
      },
    },
    {
      name: 'fly-image-major',
      judge: ({ change: { system, subject, before, after } }) => {
        if (system !== 'public-proxy' || !subject.endsWith('/Dockerfile')) return undefined
        const [old, now] = [before, after].map(text => /:v?(\d+)[\w.-]*/.exec(String(text))?.[1])
        return old === undefined || now === undefined || old === now
          ? undefined
          : { danger: 'restarts', why: `a major version, ${old} → ${now}: its notes may ask for more than a restart` }
      },
    },
  ],
}
