import { isIPv4, isIPv6 } from 'node:net';
import { ProviderFinding } from '@commonhold/plugin-platform-resources-node';
import { RecordSpec, absoluteName } from './recordSpec';

/** RFC 1035, 2.3.4: octets of a name, dots included. */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/** What PowerDNS would refuse, or answer in a way that nobody wants. */
export function findRecordProblems(spec: RecordSpec): ProviderFinding[] {
  const findings: ProviderFinding[] = [];
  const name = absoluteName(spec).replace(/\.$/, '');
  if (
    name.length > LONGEST_NAME ||
    name.split('.').some(label => label.length > LONGEST_LABEL)
  ) {
    findings.push({
      pointer: '/name',
      message: `${name} is too long: a name has at most ${LONGEST_NAME} characters, and ${LONGEST_LABEL} between two dots`,
    });
  }
  if (spec.type === 'CNAME' && spec.values.length > 1) {
    findings.push({
      pointer: '/values',
      message: 'A CNAME has one value: a name is an alias of one other name',
    });
  }
  if (spec.type === 'CNAME' && spec.name === '@') {
    findings.push({
      pointer: '/type',
      message: 'The zone itself cannot be a CNAME; use ALIAS',
    });
  }
  spec.values.forEach((value, index) => {
    const problem = valueProblem(spec.type, value);
    if (problem) {
      findings.push({ pointer: `/values/${index}`, message: problem });
    }
  });
  if (spec.healthCheck) {
    findings.push({
      pointer: '/healthCheck',
      message: 'The provider powerdns checks no health; leave it out',
    });
  }
  if (spec.failover && spec.failover !== 'none') {
    findings.push({
      pointer: '/failover',
      message: 'The provider powerdns does not fail over; leave it out',
    });
  }
  return findings;
}

function valueProblem(type: string, value: string): string | undefined {
  switch (type) {
    case 'A':
      return isIPv4(value) ? undefined : `${value} is not an IPv4 address`;
    case 'AAAA':
      return isIPv6(value) ? undefined : `${value} is not an IPv6 address`;
    case 'CNAME':
    case 'ALIAS':
      return endsWithDot(value);
    case 'MX':
      return /^\d+ \S+$/.test(value)
        ? endsWithDot(value)
        : 'Write it like "10 mail.example.com."';
    case 'SRV':
      return /^\d+ \d+ \d+ \S+$/.test(value)
        ? endsWithDot(value)
        : 'Write it like "0 5 443 host.example.com."';
    case 'TXT':
      return /^("(\\.|[^"\\])*"\s*)+$/.test(value)
        ? undefined
        : 'Write text in double quotes: "v=spf1 -all"';
    default:
      return undefined;
  }
}

function endsWithDot(value: string): string | undefined {
  return value.endsWith('.')
    ? undefined
    : `${value} has to end with a dot, so that the zone is not added to it`;
}
