const { subscribe } = require('node:diagnostics_channel');

/** What the gate of tenancy publishes, until the benchmark asks for it. */
let times = [];

subscribe('commonhold:tenancy:gate', time => times.push(time));

process.on('message', message => {
  if (message === 'gate-times') {
    process.send(times);
    times = [];
  }
});
