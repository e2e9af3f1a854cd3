import { command } from '../cli/command.ts'
import { demandWhole } from '../write/list.ts'
import { estateOption, findEstate, findOut, outOption, shown } from './estate-option.ts'

export const whole = command({
  name: 'whole',
  summary: 'Is what is rendered of one run?',
  details:
    'Exits with 3 where a run of synth was interrupted, or is at work. Tasks that run what lies there ask first.',
  options: { estate: estateOption, out: outOption },
  examples: [{ line: 'whole', does: 'says nothing where it is' }],
  run: async ({ estate, out }, context) => {
    const folder = findOut(out, findEstate(estate, context), context)
    demandWhole(folder, shown(folder, context))
    return 0
  },
})
