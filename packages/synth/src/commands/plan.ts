import { command } from '../cli/command.ts'
import { estateOption, outOption, revisionOption } from './estate-option.ts'

export const plan = command({
  name: 'plan',
  summary:
    'In what order a change is rolled out: commands, what to watch, what it interrupts, the way back, and a test plan',
  details: [
    'The rendered folder as it lies there against the last commit, against REV, or A against B for A..B, as `diff` compares them.',
    'Steps stand in the order in which they are done, across all systems: each with its exact command, or what is done by hand;',
    'why it comes after others; what to look at when it is done; who is without what meanwhile; the way back, or why there is',
    'none. Nothing is asked and nothing is changed: it is worked out of what both revisions state.',
    '',
    'Exit codes: 0; 1 where --exit-code is given and a step is to be done, or where a step carries what --fail-on names; 2',
    'wrong usage; 3 where a revision says nothing that a plan can be made of.',
  ].join('\n'),
  options: {
    revision: revisionOption,
    json: { type: 'flag', help: 'print the plan as JSON (packages/plan/schema/plan.schema.json)' },
    markdown: { type: 'flag', help: 'print it for a pull request, at most 60,000 characters' },
    'exit-code': { type: 'flag', help: 'exit with 1 where a step is to be done' },
    'fail-on': {
      type: 'text',
      value: 'DANGER,…',
      help: 'exit with 1 where a step carries one of these: opens,destroys',
    },
    estate: estateOption,
    out: outOption,
  },
  examples: [
    { line: 'plan', does: 'what synth wrote since the last commit' },
    { line: 'plan -- main --markdown', does: 'against another revision, for a pull request' },
    { line: 'plan -- v1..v2 --json', does: 'between two, for a program' },
  ],
  run: async (values, context) => (await import('./plan-run.ts')).showPlan(values, context),
})
