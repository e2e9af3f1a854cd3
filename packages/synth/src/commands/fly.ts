import { command } from '../cli/command.ts'
import { estateOption, outOption } from './estate-option.ts'

const dryRun = { type: 'flag', help: 'say what would be done; change nothing' } as const

export const flyDeploy = command({
  name: 'fly-deploy',
  summary: 'Deploy the public proxy to Fly.io',
  details: [
    'Runs flyctl in the rendered folder, which must be what the estate renders: what is deployed was reviewed. The platform',
    'builds the image, and lets the new machine take over once it is healthy.',
  ].join('\n'),
  options: { 'dry-run': dryRun, estate: estateOption, out: outOption },
  examples: [{ line: 'fly-deploy', does: 'builds and deploys' }],
  run: async (values, context) => (await import('./fly-deploy.ts')).deploy(values, context),
})

export const flySetup = command({
  name: 'fly-setup',
  summary: 'Give the public proxy on Fly.io its key, addresses and certificates',
  details: [
    'Stages the auth key of the tailnet from the stack’s output, allocates a shared IPv4 and an IPv6 address, and adds a',
    'certificate for each public name. What is there stays, so it can be run again: after a new public route, and after',
    'the key was rotated. A certificate for a name that is public no longer is named, not removed.',
  ].join('\n'),
  options: { 'dry-run': dryRun, estate: estateOption, out: outOption },
  examples: [
    { line: 'fly-setup --dry-run', does: 'what is missing' },
    { line: 'fly-setup', does: 'adds it' },
  ],
  run: async (values, context) => (await import('./fly-setup.ts')).setUp(values, context),
})

export const flyShutoff = command({
  name: 'fly-shutoff',
  summary: 'Emergency: take every public name offline within seconds',
  details: [
    'Scales the public proxy to no machine, and says how to bring it back. Nothing else changes: private names, addresses,',
    'certificates and secrets stay.',
  ].join('\n'),
  options: {
    yes: { type: 'flag', help: 'do not ask' },
    'dry-run': dryRun,
    estate: estateOption,
  },
  examples: [
    { line: 'fly-shutoff', does: 'asks first' },
    { line: 'fly-shutoff --yes', does: 'at once' },
  ],
  run: async (values, context) => (await import('./fly-shutoff.ts')).shutOff(values, context),
})
