import { TenantId, parseTenantId } from '@commonhold/plugin-tenancy-common';
import fc from 'fast-check';
import { ancestorsOf, placeGroups } from './groupTree';

const payments = parseTenantId('payments');
const cards = parseTenantId('cards');

const group = (ref: string, ...parents: string[]) => ({
  ref,
  parents,
  members: [],
});

describe('groups', () => {
  it('belong to the tenant of the nearest claimed group', () => {
    const placed = placeGroups(
      [
        group('company'),
        group('payments', 'company'),
        group('cards', 'payments'),
        group('cards-ops', 'cards'),
        group('checkout', 'payments'),
      ],
      new Map<string, TenantId>([
        ['payments', payments],
        ['cards', cards],
      ]),
    );
    expect(
      Object.fromEntries([...placed].map(([ref, g]) => [ref, g.tenant])),
    ).toEqual({
      company: null,
      payments,
      cards,
      'cards-ops': cards,
      checkout: payments,
    });
    expect(placed.get('cards-ops')?.ancestors).toEqual([
      'cards',
      'payments',
      'company',
    ]);
  });

  it('may go round in circles without harm', () => {
    const ref = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(ref, ref)), edges => {
        const parents = new Map<string, string[]>();
        for (const [child, parent] of edges) {
          parents.set(child, [...(parents.get(child) ?? []), parent]);
        }
        const ancestors = ancestorsOf('a', parents);
        expect(ancestors).not.toContain('a');
        expect(new Set(ancestors).size).toBe(ancestors.length);
      }),
    );
  });
});
