import { command } from '../cli/command.ts'
import { reportFindings } from '../findings-report.ts'
import { isOpen } from '../render.ts'
import { estateOption, findEstate } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { printJson } from './print-json.ts'

export const check = command({
  name: 'check',
  summary: 'Show every finding of the estate',
  details: 'Writes nothing. Exits with 1 where a finding is not accepted.',
  options: {
    estate: estateOption,
    json: { type: 'flag', help: 'print the findings as JSON' },
  },
  examples: [
    { line: 'check', does: 'all findings, by file' },
    { line: 'check --json', does: 'the same for a program' },
  ],
  run: async ({ estate, json }, context) => {
    const { findings, stopped } = await openEstate(findEstate(estate, context), context)
    context.progress.clear()
    context.out.write(json ? printJson({ findings, stopped }) : reportFindings(findings, context.paint, stopped))
    return findings.some(isOpen) ? 1 : 0
  },
})
