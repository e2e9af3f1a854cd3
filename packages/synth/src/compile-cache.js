import * as nodeModule from 'node:module'
import { join } from 'node:path'

const OLDEST = 24

// An older one would end in an error of its own that tells nobody what to do.
if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  process.stderr.write(
    `error: this is Node.js ${process.versions.node}, and it takes ${OLDEST} or newer; \`npx @jdxcode/mise run TASK\` brings it\n`,
  )
  process.exit(3)
}
// Compiled code of one run serves the next. What loads this is imported after it, so nothing may come before.
nodeModule.enableCompileCache(join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'synth'))
