// Loaded before a measured program: writes at its end how many megabytes it held at most.
const { readFileSync, writeFileSync } = require('node:fs');

process.on('exit', () => {
  let kilobytes = process.resourceUsage().maxRSS;
  try {
    // On Linux maxRSS can be the parent's; the process's own high-water mark stands here.
    kilobytes = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    // Elsewhere maxRSS is right.
  }
  writeFileSync(process.env.SSMKIT_BENCH_PEAK, String(kilobytes / 1024));
});
