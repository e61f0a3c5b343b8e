const { subscribe } = require('node:diagnostics_channel');

/** What the gate of tenancy publishes, until the benchmark asks for it. */
let gateTimes = [];

subscribe('commonhold:tenancy:gate', time => gateTimes.push(time));

process.on('message', message => {
  if (message === 'gate-times') {
    process.send({ gateTimes });
    gateTimes = [];
  }
});
