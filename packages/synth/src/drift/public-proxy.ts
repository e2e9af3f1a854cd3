import { join } from 'node:path'
import type { PublicProxyTerminal, ResolvedWithWorkloads } from '@homelab/estate/model'
import { Stopped } from '../disk/errors.ts'
import { proxyOf } from '../proxy/at-work.ts'
import type { Source } from './source.ts'

/** The public proxy, where it runs on a platform: others are played as any service of their host is. */
export async function publicProxySources(resolved: ResolvedWithWorkloads, folder: string): Promise<readonly Source[]> {
  const found = await proxyOf(resolved)
  const ask = found?.commands.drift
  if (found === undefined || ask === undefined) return []
  const { proxy, rendered } = found
  return [
    {
      name: proxy.service,
      title: `the public proxy ${proxy.name}`,
      programs: [found.commands.program],
      ask: async () => ({ ...(await ask(proxy, { path: join(folder, rendered) }, silent)), unasked: [] }),
    },
  ]
}

const silent: PublicProxyTerminal = {
  write: () => {},
  loud: text => text,
  show: () => {},
  stopped: (problem, fix) => new Stopped(problem, fix),
  dryRun: true,
}
