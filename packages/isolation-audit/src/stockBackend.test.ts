import { readFileSync } from 'node:fs';
import path from 'node:path';

const packages = path.join(__dirname, '../..');

function pluginsOf(file: string): string[] {
  const text = readFileSync(path.join(packages, file), 'utf8');
  return [...text.matchAll(/import\('([^']+)'\)/g)]
    .map(([, name]) => name)
    .filter(name => !name.startsWith('.') && !name.includes('tenancy'))
    .sort();
}

describe('the stock backend', () => {
  it('has the plugins of the demo portal, without tenancy', () => {
    const demo = pluginsOf('backend/src/createBackend.ts');
    expect(demo.length).toBeGreaterThan(15);
    expect(
      pluginsOf('isolation-audit/dev/stock/createStockBackend.ts'),
    ).toEqual(demo);
  });
});
