import { command } from '../cli/command.ts'
import { estateOption, findEstate, findOut, noTypesOption, outOption } from './estate-option.ts'

export const synth = command({
  name: 'synth',
  summary: 'Render the estate and write what changed',
  details: [
    'Shows a table: per target, the files written, unchanged and removed. With a finding that is not accepted nothing',
    'is written. Removes only files that the last run wrote (.synth.json lists them), and writes over no others.',
    'The next run ends one that was interrupted.',
  ].join('\n'),
  options: {
    check: { type: 'flag', help: 'write nothing; show the differences and exit with 1 where there are any' },
    estate: estateOption,
    out: outOption,
    json: { type: 'flag', help: 'print the result as JSON' },
    'no-types': noTypesOption,
  },
  examples: [
    { line: 'synth', does: 'render into dist/' },
    { line: 'synth --check', does: 'is dist/ what the estate renders?' },
    { line: 'synth --estate minilab --out /tmp/minilab', does: 'another estate, into another folder' },
  ],
  run: async ({ check, estate, out, json, 'no-types': noTypes }, context) => {
    const file = findEstate(estate, context)
    const request = { file, out: findOut(out, file, context), json, types: !noTypes }
    if (check) return (await import('./synth-check.ts')).checkOut(request, context)
    return (await import('./synth-write.ts')).writeOut(request, context)
  },
})
