import { command } from '../cli/command.ts'

export const tailnetImport = command({
  name: 'tailnet-import',
  summary: 'Print a tailnet policy that exists (HuJSON) in the estate’s words',
  details: [
    'TypeScript that type-checks as it stands: a tailnetPolicy, and a person for each login. No login is printed there:',
    'whose is whose comes on standard error, for the vault. Comments above entries become their notes and reasons.',
    '',
    'Exit codes: 0 where the estate has a word for everything; 1 where it has not, each named; 2 wrong usage.',
  ].join('\n'),
  options: { file: { type: 'argument', value: 'FILE', help: 'the policy; - reads a pipe' } },
  examples: [{ line: 'tailnet-import policy.hujson > apps/mine/tailnet.ts', does: 'as the admin console shows it' }],
  run: async (values, context) => (await import('./tailnet-import-run.ts')).importTailnet(values, context),
})
