import { command } from '../cli/command.ts'
import { estateOption } from './estate-option.ts'

export const impact = command({
  name: 'impact',
  summary: 'What follows when something is away, who is told, what comes back from where, what to do first',
  details: [
    'NAME is a host, cluster, service, person, domain or host name; a share, disk or folder as HOST:SHARE or HOST:/PATH; an',
    'item of a vault as VAULT/ITEM, or as PROGRAM:ITEM by the program of its store, where the beginning of its title will do; or',
    'a link: tailnet, internet, lan. It is worked out of what the estate states; nothing is asked of the network.',
    '',
    'Exit codes: 0; 2 where nothing is called so, or for wrong usage.',
  ].join('\n'),
  options: {
    name: { type: 'argument', value: 'NAME', help: 'what is away' },
    estate: estateOption,
    json: { type: 'flag', help: 'print it as JSON (packages/synth/schema/impact.schema.json)' },
  },
  examples: [
    { line: 'impact -- nas', does: 'a machine, with all that runs on it' },
    { line: 'impact -- nas:backups', does: 'a share' },
    { line: 'impact -- home/Wiki --json', does: 'an item of a vault, for a program' },
  ],
  run: async (values, context) => (await import('./impact-run.ts')).showImpact(values, context),
})
