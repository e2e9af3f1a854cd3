import type { Facts, HostAnswer, Verdict } from '@homelab/estate/model'

/** What `get-config` prints of one Service: https://tailscale.com/docs/reference/tailscale-services-configuration-file */
interface Config {
  readonly endpoints?: Readonly<Record<string, string>>
  /** True where it is left out. */
  readonly advertised?: boolean
}

/** `endpoints`: a line for each port, `tcp:443 http://localhost:3001`. */
export function judgeConfig({ exitCode, stdout, problem }: HostAnswer, { endpoints }: Facts): Verdict {
  if (exitCode !== 0) return { state: 'down', detail: problem }
  const { endpoints: served = {}, advertised = true } = JSON.parse(stdout) as Config
  const wanted = String(endpoints).split('\n')
  const missing = wanted.filter(line => {
    const [port = '', target] = line.split(' ')
    return served[port] !== target
  })
  if (missing.length > 0) return { state: 'down', detail: `the host does not serve ${missing.join(', ')}` }
  return advertised
    ? { state: 'up', detail: 'served' }
    : { state: 'down', detail: 'drained: the host tells the tailnet nothing of it' }
}
