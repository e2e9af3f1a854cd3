import type { PublicProxyTerminal } from '@homelab/estate/model'
import { flyctl, flyctlLine, listed, type Stops } from './flyctl.ts'

/** One thing that the application must have. */
export interface Missing {
  readonly what: string
  /** Whether it is there already. */
  readonly isThere: () => Promise<boolean>
  /** The command that makes it. */
  readonly words: readonly string[]
  /** Given on standard input: a secret is seen by no other user. */
  readonly input?: () => Promise<string>
}

/** A shared IPv4, an IPv6, and a certificate for each public name. What is already there stays. */
export function setupSteps(app: string, hostnames: readonly string[], stops: Stops): readonly Missing[] {
  const addresses = remembered(() => listed(app, ['ips', 'list'], 'type', stops))
  const certificates = remembered(() => listed(app, ['certs', 'list'], 'hostname', stops))
  return [
    {
      what: 'a shared IPv4 address',
      // One of its own, which costs, does as well.
      isThere: async () => (await addresses()).some(type => type === 'shared_v4' || type === 'v4'),
      words: ['ips', 'allocate-v4', '--shared'],
    },
    {
      what: 'an IPv6 address',
      isThere: async () => (await addresses()).includes('v6'),
      words: ['ips', 'allocate-v6'],
    },
    ...hostnames.map(hostname => ({
      what: `a certificate for ${hostname}`,
      isThere: async () => (await certificates()).includes(hostname),
      words: ['certs', 'add', hostname],
    })),
  ]
}

/** Certificates for names that are public no longer. */
export async function leftCertificates(
  app: string,
  hostnames: readonly string[],
  stops: Stops,
): Promise<readonly string[]> {
  return (await listed(app, ['certs', 'list'], 'hostname', stops)).filter(hostname => !hostnames.includes(hostname))
}

/** Does a step where it must be done; tells what was done, or would be. */
export async function take(app: string, step: Missing, terminal: PublicProxyTerminal): Promise<string> {
  if (await step.isThere()) return `has ${step.what}`
  const line = flyctlLine(app, step.words)
  if (terminal.dryRun) return `would add ${step.what}: ${line}`
  const { input } = step
  await flyctl(app, step.words, terminal, input === undefined ? {} : { input: await input() })
  return `added ${step.what}: ${line}`
}

function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
