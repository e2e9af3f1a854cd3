/** Preloaded into a measured process: says its peak resident memory, in kilobytes, as its last word on stderr. */
process.on('exit', () => process.stderr.write(`\npeak ${process.resourceUsage().maxRSS}\n`))
