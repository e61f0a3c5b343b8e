import { HELP, parseArguments } from './arguments';
import { auditPortal } from './audit';
import { auditDemo } from './demo';
import { isClean, lastLine, renderReport } from './report';
import { remoteTarget } from './target/remoteTarget';

/**
 * Runs the command.
 *
 * @returns the exit code: 0 if nothing was found, 1 if something was, 2 if the audit could not be done
 */
export async function run(args: readonly string[]): Promise<number> {
  const start = Date.now();
  const progress = (text: string) =>
    process.stderr.write(
      `${((Date.now() - start) / 1000).toFixed(0).padStart(4)} s  ${text}\n`,
    );
  try {
    const options = parseArguments(args, process.env);
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const [first, second] = options.tokens;
    const findings =
      options.url === undefined
        ? await auditDemo(options, progress)
        : await auditPortal(
            await remoteTarget({
              url: options.url,
              tokens: [first, second],
              operatorToken: options.operatorToken,
              short: options.short,
            }),
            undefined,
            progress,
            options.only,
          );
    process.stdout.write(
      `${renderReport(findings, options.verbose)}\n\n${lastLine(findings)}\n`,
    );
    return isClean(findings) ? 0 : 1;
  } catch (error) {
    process.stderr.write(
      `isolation-audit: ${error instanceof Error ? error.message : error}\n`,
    );
    return 2;
  }
}
