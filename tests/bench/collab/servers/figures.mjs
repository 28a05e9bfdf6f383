// Loaded into every server that is measured, ours and the peers' alike: answers what it costs at this moment.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', ({ collect }) => {
  if (collect) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const cpu = process.cpuUsage();
  const loop = { p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 };
  delay.reset();
  process.send?.({ figures: { rss, heapUsed, external, cpuMs: (cpu.user + cpu.system) / 1000, loop, at: performance.now() } });
});
process.channel?.unref(); // being measured keeps no server alive
