import type { Command } from '../cli/command.ts'

/** Every command, by name; each is imported when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<Command>>> = {
  synth: async () => (await import('./synth.ts')).synth,
  check: async () => (await import('./check.ts')).check,
  whole: async () => (await import('./whole.ts')).whole,
  compare: async () => (await import('./compare.ts')).compare,
  diff: async () => (await import('./diff.ts')).diff,
  drift: async () => (await import('./drift.ts')).drift,
  'diff-comment': async () => (await import('./diff-comment.ts')).diffComment,
  watch: async () => (await import('./watch.ts')).watch,
  plan: async () => (await import('./plan.ts')).plan,
  impact: async () => (await import('./impact.ts')).impact,
  reach: async () => (await import('./reach.ts')).reach,
  'tailnet-import': async () => (await import('./tailnet-import.ts')).tailnetImport,
  'tailnet-preview': async () => (await import('./stacks.ts')).tailnetPreview,
  'tailnet-up': async () => (await import('./stacks.ts')).tailnetUp,
  'dns-preview': async () => (await import('./stacks.ts')).dnsPreview,
  'dns-up': async () => (await import('./stacks.ts')).dnsUp,
  'services-check': async () => (await import('./services-check.ts')).servicesCheck,
  'public-proxy-deploy': async () => (await import('./public-proxy.ts')).proxyDeploy,
  'public-proxy-setup': async () => (await import('./public-proxy.ts')).proxySetup,
  'public-proxy-shutoff': async () => (await import('./public-proxy.ts')).proxyShutoff,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  'ensure-kubectl-config': async () => (await import('./ensure-kubectl-config.ts')).ensureKubectlConfig,
}
