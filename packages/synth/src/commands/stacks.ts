import { type Command, command } from '../cli/command.ts'
import type { StackName } from '../stack/inputs.ts'
import type { StackAction } from '../stack/pulumi.ts'
import { estateOption, outOption } from './estate-option.ts'

const SUBJECT = { tailnet: 'the tailnet’s policy, tags and keys', dns: 'the DNS records' } as const
const VERB = { preview: 'Show what would change in', up: 'Apply' } as const

function stackCommand(name: StackName, action: StackAction): Command {
  return command({
    name: `${name}-${action}`,
    summary: `${VERB[action]} ${SUBJECT[name]}`,
    details: [
      'Runs Pulumi on what lies rendered, which must be what the estate renders: what is applied was reviewed.',
      'Credentials are read from the vault, but for those that the environment gives.',
      ...(name === 'tailnet'
        ? [
            'People’s logins are filled into the policy from the vault, in a folder that is removed.',
            ...(action === 'preview'
              ? [
                  'Behind Pulumi’s diff stands who gains and who loses what, against the policy that was applied last, or, where',
                  'Pulumi’s state cannot be asked, that of the last commit.',
                ]
              : []),
          ]
        : []),
    ].join('\n'),
    options: { estate: estateOption, out: outOption },
    examples: [{ line: `${name}-${action}`, does: action === 'up' ? 'without asking' : 'changes nothing' }],
    run: async (values, context) => (await import('./stacks-run.ts')).runStack({ name, action, ...values }, context),
  })
}

export const tailnetPreview = stackCommand('tailnet', 'preview')
export const tailnetUp = stackCommand('tailnet', 'up')
export const dnsPreview = stackCommand('dns', 'preview')
export const dnsUp = stackCommand('dns', 'up')
