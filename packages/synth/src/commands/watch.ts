import { command } from '../cli/command.ts'
import { estateOption, findEstate, findOut, noTypesOption, outOption } from './estate-option.ts'

export const watch = command({
  name: 'watch',
  summary: 'Render and check on every save: findings, and what changed since the last commit',
  details: [
    'Shows at once what is found and what changed; the types follow. What does not load says where, and is looked at again with',
    'the next save. Writes nothing, unless --write is given: then the rendered folder, whenever there is no finding and the',
    'types fit. Ctrl-C ends it, with 0.',
    '',
    'On a terminal each save replaces what was shown. Elsewhere everything is appended, without colours.',
  ].join('\n'),
  options: {
    once: { type: 'flag', help: 'show it once, types included, and end: with 1 where a finding is not accepted' },
    write: { type: 'flag', help: 'write the rendered folder as well' },
    estate: estateOption,
    out: outOption,
    'no-types': noTypesOption,
  },
  examples: [
    { line: 'watch', does: 'look at what is saved, until Ctrl-C' },
    { line: 'watch --write', does: 'and keep dist/ what the estate renders' },
    { line: 'watch --once', does: 'findings and changes since the last commit, without writing dist/' },
  ],
  run: async ({ once, write, estate, out, 'no-types': noTypes }, context) => {
    const file = findEstate(estate, context)
    const request = { file, out: findOut(out, file, context), once, write, types: !noTypes }
    return (await import('./watch-run.ts')).watchEstate(request, context)
  },
})
