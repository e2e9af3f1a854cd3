import { command } from '../cli/command.ts'
import { reportFindings } from '../findings-report.ts'
import { isOpen } from '../render.ts'
import { estateOption, findEstate, noTypesOption, typesWereNotChecked } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { printJson } from './print-json.ts'

export const check = command({
  name: 'check',
  summary: 'Show every finding of the estate',
  details: 'Writes nothing. Exits with 1 where a finding is not accepted.',
  options: {
    estate: estateOption,
    accepted: { type: 'flag', help: 'list the accepted findings as well, with their reasons' },
    json: { type: 'flag', help: 'print the findings as JSON' },
    'no-types': noTypesOption,
  },
  examples: [
    { line: 'check', does: 'all findings, by file' },
    { line: 'check --accepted', does: 'those besides that somebody accepted, and why' },
    { line: 'check --json', does: 'the same for a program' },
  ],
  run: async ({ accepted, estate, json, 'no-types': noTypes }, context) => {
    const types = !noTypes
    const { findings, stopped } = await openEstate(findEstate(estate, context), types, context)
    context.progress.clear()
    const report = (): string =>
      reportFindings(findings, context.paint, { stopped, accepted }) + typesWereNotChecked(types, context)
    context.out.write(json ? printJson({ findings, stopped, types }) : report())
    return findings.some(isOpen) ? 1 : 0
  },
})
