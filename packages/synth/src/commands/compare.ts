import { command } from '../cli/command.ts'
import { estateOption } from './estate-option.ts'

export const compare = command({
  name: 'compare',
  summary: 'What runs, or was written by hand, against what is rendered, field by field',
  details: [
    'Reasons to stop come first: fields that cannot be changed in place, and what would go with its data. Then every',
    'difference under what explains it: a difference that the estate declares, or a rule of everything that is rendered.',
    'What nobody explains comes last. Fields that the cluster fills in by itself are no difference.',
    '',
    'Exit codes: 0 where everything is explained; 1 where something is not, or cannot be changed; 2 wrong usage.',
  ].join('\n'),
  options: {
    application: { type: 'argument', value: 'APPLICATION', help: 'whose objects (default: those of what is given)' },
    with: {
      type: 'text',
      value: 'FILE|FOLDER|-',
      help: 'manifests, as they run or as they were written; - reads a pipe',
    },
    estate: estateOption,
    json: { type: 'flag', help: 'print the comparison as JSON' },
  },
  examples: [
    { line: 'compare -- web --with ../old/manifests/web', does: 'what somebody wrote by hand' },
    {
      line: 'compare -- web --with - < live.yaml',
      does: 'what runs, as the guide to adoption prints it',
    },
  ],
  run: async (values, context) => (await import('./compare-run.ts')).compareWith(values, context),
})
