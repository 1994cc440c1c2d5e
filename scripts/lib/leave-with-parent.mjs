// A process that imports this stops itself when its parent is gone, so that nothing stays behind on a port
// after a `kill -9` that no handler could answer. For programs of others: `node --import <this file> …`.
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
}, 1_000).unref();
