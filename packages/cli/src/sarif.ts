import { Finding, findingCodes } from '@commonhold/topology';
import { createHash } from 'crypto';
import { join, relative, sep } from 'path';
import { version } from '../package.json';

const codes = Object.entries(findingCodes);

/**
 * Findings as SARIF 2.1.0, so that code review shows them at their lines.
 *
 * @param directory - the deployment repository; paths are told from the current
 *   directory, which in CI is the root of the checkout
 */
export function sarifOf(findings: readonly Finding[], directory: string) {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'commonhold',
            version,
            informationUri: 'https://github.com/commonhold/commonhold',
            rules: codes.map(([id, code]) => ({
              id,
              shortDescription: { text: `${code.title}.` },
              fullDescription: { text: code.cause },
              help: {
                text: `${code.cause}\n\n${code.remedy}`,
                markdown: `${code.cause}\n\n\`\`\`yaml\n${code.example}\n\`\`\`\n\n${code.remedy}`,
              },
              defaultConfiguration: { level: code.severity },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => resultOf(finding, directory)),
      },
    ],
  };
}

function resultOf(finding: Finding, directory: string) {
  const { code, severity, message, file, line, column } = finding;
  const region =
    line === null ? undefined : { startLine: line, startColumn: column ?? 1 };
  return {
    ruleId: code,
    ruleIndex: codes.findIndex(([id]) => id === code),
    level: severity,
    message: { text: `${message}${whereOf(finding)}` },
    locations:
      file === null
        ? []
        : [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(join(directory, file)) },
                region,
              },
            },
          ],
    partialFingerprints: { 'commonhold/v1': fingerprintOf(finding) },
  };
}

function whereOf({ component, leaf, leaves }: Finding): string {
  if (leaf === null) {
    return '';
  }
  const subject = component === null ? '' : `${component} at `;
  return ` (${subject}${leaf}${leaves > 1 ? ` and ${leaves - 1} more` : ''})`;
}

function uriOf(path: string): string {
  return relative(process.cwd(), path)
    .split(sep)
    .map(encodeURIComponent)
    .join('/');
}

/** Stays the same when lines move, so that a known finding is not told as new. */
function fingerprintOf({ code, file, component, pointer, message }: Finding) {
  return createHash('sha256')
    .update(JSON.stringify([code, file, component, pointer, message]))
    .digest('hex');
}
