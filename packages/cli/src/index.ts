/**
 * The `commonhold` command: validate, resolve, explain, diff and look at deployment
 * repositories.
 *
 * @packageDocumentation
 */
import { version } from '../package.json';
import { Answer, print } from './answer';
import { diff } from './commands/diff';
import { explain } from './commands/explain';
import { resolve } from './commands/resolve';
import { tree } from './commands/tree';
import { validate } from './commands/validate';
import { helpFor } from './help';
import { paintFor } from './paint';
import { CommandName, Invocation, parseInvocation, UsageError } from './usage';

const RUN: Readonly<
  Record<CommandName, (invocation: Invocation) => Promise<Answer>>
> = { validate, resolve, explain, diff, tree };

/** What a command needs of the process that runs it. @public */
export interface Terminal {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** Where a command writes. @public */
export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
  on(event: 'error', listener: (error: { code?: string }) => void): unknown;
}

/**
 * Runs the command that the arguments (after the first two) ask for.
 *
 * @returns the exit code: 0 all is well, 1 there are findings, 2 wrong usage
 * @public
 */
export async function run(terminal: Terminal): Promise<number> {
  const { argv, env, stdout, stderr } = terminal;
  // Whoever reads may stop early, as `head` does.
  stdout.on('error', error => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
  });
  const colours = !env.NO_COLOR;
  try {
    const invocation = parseInvocation(argv.slice(2));
    if (invocation.version) {
      stdout.write(`${version}\n`);
      return 0;
    }
    if (invocation.help) {
      stdout.write(helpFor(invocation.command));
      return 0;
    }
    if (!invocation.command) {
      stderr.write(helpFor(undefined));
      return 2;
    }
    const answer = await RUN[invocation.command](invocation);
    const paint = paintFor(colours && stdout.isTTY === true);
    const { out, error } = print(answer, invocation, paint);
    stdout.write(out);
    if (error !== '') {
      stderr.write(error);
    }
    return answer.findings.length > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof UsageError) {
      const paint = paintFor(colours && stderr.isTTY === true);
      stderr.write(`${paint.red('commonhold')}: ${error.message}\n`);
      return 2;
    }
    throw error;
  }
}
