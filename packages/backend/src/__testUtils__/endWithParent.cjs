'use strict';

/**
 * Required by a process that tests start: it ends soon after the test's process, however that
 * ends. (An IPC channel would tell at once, but makes Backstage believe that it runs under its
 * development server; a pipe as standard input keeps its module loader waiting.)
 */
const CHECK_MS = 1000;

const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    process.exit();
  }
}, CHECK_MS).unref();
