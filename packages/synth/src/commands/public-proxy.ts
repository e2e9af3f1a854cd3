import { command } from '../cli/command.ts'
import { estateOption, outOption } from './estate-option.ts'

const dryRun = { type: 'flag', help: 'say what would be done; change nothing' } as const

export const proxyDeploy = command({
  name: 'public-proxy-deploy',
  summary: 'Deploy the public proxy',
  details: [
    'Brings what is rendered for it to the platform that it runs on. It must lie there as the estate renders it: what is',
    'deployed was reviewed.',
  ].join('\n'),
  options: { 'dry-run': dryRun, estate: estateOption, out: outOption },
  examples: [{ line: 'public-proxy-deploy', does: 'builds and deploys' }],
  run: async (values, context) => (await import('./public-proxy-deploy.ts')).deploy(values, context),
})

export const proxySetup = command({
  name: 'public-proxy-setup',
  summary: 'Give the public proxy its key, addresses and certificates',
  details: [
    'Hands on the auth key of the tailnet from the stack’s output, and adds what the proxy’s platform lacks of addresses',
    'and of a certificate for each public name. What is there stays, so it can be run again: after a new public route, and',
    'after the key was rotated. A certificate for a name that is public no longer is named, not removed.',
  ].join('\n'),
  options: { 'dry-run': dryRun, estate: estateOption, out: outOption },
  examples: [
    { line: 'public-proxy-setup --dry-run', does: 'what is missing' },
    { line: 'public-proxy-setup', does: 'adds it' },
  ],
  run: async (values, context) => (await import('./public-proxy-setup.ts')).setUp(values, context),
})

export const proxyShutoff = command({
  name: 'public-proxy-shutoff',
  summary: 'Emergency: take every public name offline within seconds',
  details: [
    'Stops the public proxy, and says how to bring it back. Nothing else changes: private names, addresses, certificates',
    'and secrets stay.',
  ].join('\n'),
  options: {
    yes: { type: 'flag', help: 'do not ask' },
    'dry-run': dryRun,
    estate: estateOption,
  },
  examples: [
    { line: 'public-proxy-shutoff', does: 'asks first' },
    { line: 'public-proxy-shutoff --yes', does: 'at once' },
  ],
  run: async (values, context) => (await import('./public-proxy-shutoff.ts')).shutOff(values, context),
})
