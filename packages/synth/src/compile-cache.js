import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Compiled code of one run serves the next. What loads this is imported after it, so nothing may come before.
enableCompileCache(join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'synth'))
