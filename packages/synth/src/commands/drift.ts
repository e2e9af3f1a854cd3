import { command } from '../cli/command.ts'
import { estateOption, outOption } from './estate-option.ts'

export const drift = command({
  name: 'drift',
  summary: 'What is live against what is rendered: clusters, hosts, stacks and the public proxy, in one report',
  details: [
    'Nothing is changed. Of a cluster: what its delivery says of each group, every rendered object by field, groups and',
    'claims that nothing states. Of a host: what its roles would change. Of the tailnet and of DNS: what applying the',
    'stacks would change, the providers asked first. Of the public proxy: the files in its image.',
    '',
    'Exit codes: 0 where everything was asked and is as rendered; 1 where something is not, or could not be asked: what is',
    'unknown is never fine; 2 wrong usage.',
  ].join('\n'),
  options: {
    only: { type: 'text', value: 'NAME,…', help: 'these alone: a cluster, a host, tailnet, dns, the public proxy' },
    estate: estateOption,
    out: outOption,
    json: { type: 'flag', help: 'print the report as JSON (packages/synth/schema/drift.schema.json)' },
  },
  examples: [
    { line: 'drift', does: 'everything' },
    { line: 'drift --only dns --json', does: 'the records of the zone, for a program' },
  ],
  run: async (values, context) => (await import('./drift-run.ts')).showDrift(values, context),
})
