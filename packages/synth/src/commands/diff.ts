import { command } from '../cli/command.ts'
import { estateOption, outOption, revisionOption } from './estate-option.ts'

export const diff = command({
  name: 'diff',
  summary: 'What changed in everything that is rendered, why, and what is dangerous in it',
  details: [
    'The rendered folder as it lies there against the last commit, against REV, or A against B for A..B. Changes stand under the',
    'lines of apps/ that made them, the worst first: destroys, recreates, opens, stops, restarts, reloads, cosmetic. Of a change that',
    'has many effects there is one entry with a count, unless --all is given. What only moves is not shown.',
    '',
    'Of the earlier revision only texts are read, in one go: what it rendered, what it stated (estate.json), its sources.',
    'Exit codes: 0; 1 where something changed and --exit-code is given, or what --fail-on names is there; 2 wrong usage.',
  ].join('\n'),
  options: {
    revision: revisionOption,
    all: { type: 'flag', help: 'fold nothing' },
    json: { type: 'flag', help: 'print the changes as JSON (packages/changes/schema/changes.schema.json)' },
    markdown: { type: 'flag', help: 'print them for a pull request, at most 60,000 characters' },
    'exit-code': { type: 'flag', help: 'exit with 1 where anything changed' },
    'fail-on': { type: 'text', value: 'DANGER,…', help: 'exit with 1 where one of these is there: opens,destroys' },
    'no-causes': { type: 'flag', help: 'do not look for the lines that made the changes: faster' },
    estate: estateOption,
    out: outOption,
  },
  examples: [
    { line: 'diff', does: 'what synth wrote since the last commit' },
    { line: 'diff -- main --fail-on opens,destroys', does: 'against another revision, for a check' },
    { line: 'diff -- v1..v2 --markdown', does: 'between two, for a pull request' },
  ],
  run: async (values, context) => (await import('./diff-run.ts')).showDiff(values, context),
})
