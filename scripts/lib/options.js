'use strict';

const { Problem } = require('./terminal');

const USAGE = `Starts the Commonhold demo portal.

Usage: npm start [-- options]

  --reset                 begin anew: deletes the portal's data first
  --postgres              run the portal on PostgreSQL (embedded) instead of SQLite
  --port <number>         where the app is found (3000)
  --backend-port <number> where the backend is found (7007)
  --help                  this text

Data and logs live in .data/, or where COMMONHOLD_DATA_DIR says.`;

const FLAGS = {
  '--reset': 'reset',
  '--postgres': 'postgres',
  '--help': 'help',
};
const NUMBERS = { '--port': 'port', '--backend-port': 'backendPort' };

function wrong(what) {
  return new Problem(what, 'Usage is shown by npm start -- --help', {
    exitCode: 2,
  });
}

function portNumber(name, text) {
  const value = Number(text);
  if (!/^\d+$/.test(text ?? '') || value < 1 || value > 65535) {
    throw wrong(
      `${name} needs a port number from 1 to 65535, not "${text ?? ''}".`,
    );
  }
  return value;
}

function parseOptions(args) {
  const options = {
    reset: false,
    postgres: false,
    help: false,
    port: 3000,
    backendPort: 7007,
  };
  const rest = args.flatMap(arg =>
    /^--[^=]+=/.test(arg)
      ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]
      : [arg],
  );
  while (rest.length > 0) {
    const arg = rest.shift();
    if (Object.hasOwn(FLAGS, arg)) {
      options[FLAGS[arg]] = true;
    } else if (Object.hasOwn(NUMBERS, arg)) {
      options[NUMBERS[arg]] = portNumber(arg, rest.shift());
    } else {
      throw wrong(`Unknown option "${arg}".`);
    }
  }
  if (options.port === options.backendPort) {
    throw wrong('--port and --backend-port must differ.');
  }
  return options;
}

module.exports = { USAGE, parseOptions };
