// Preloaded into a measured process: says its peak resident memory, in kilobytes, as its last word on stderr. JavaScript, so
// that what strips types is not loaded for a file that no run has.
process.on('exit', () => process.stderr.write(`\npeak ${process.resourceUsage().maxRSS}\n`))
