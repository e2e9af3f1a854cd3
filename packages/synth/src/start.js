// The command line's first file. JavaScript: for a TypeScript file that its cache does not hold, and it has none before the
// first one, Node loads what strips types, which costs every run a twentieth.
import './compile-cache.js'

await import('./main.ts')
