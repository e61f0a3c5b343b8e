import { createMockDirectory } from '@backstage/backend-test-utils';
import type { PreparerBase } from '@backstage/plugin-techdocs-node';
import { LocalDocsPreparer } from './LocalDocsPreparer';

describe('a docs folder on this machine', () => {
  const folder = createMockDirectory();
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'any' },
  };
  const preparing = (etag: string): PreparerBase => ({
    shouldCleanPreparedDirectory: () => false,
    prepare: async () => ({ preparedDir: folder.path, etag }),
  });
  const preparer = new LocalDocsPreparer(preparing(''));

  beforeEach(() =>
    folder.setContent({
      'mkdocs.yml': 'site_name: x',
      docs: { 'index.md': 'a' },
    }),
  );

  it('is built once, and again when it changes', async () => {
    const { etag, preparedDir } = await preparer.prepare(entity);
    expect(preparedDir).toBe(folder.path);
    expect(etag).toMatch(/^[0-9a-f]{64}$/);

    await expect(preparer.prepare(entity, { etag })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });

    folder.addContent({ docs: { 'index.md': 'b' } });
    const changed = await preparer.prepare(entity, { etag });
    expect(changed.etag).not.toBe(etag);

    folder.addContent({ docs: { 'more.md': '' } });
    await expect(
      preparer.prepare(entity, { etag: changed.etag }),
    ).resolves.toMatchObject({ preparedDir: folder.path });
  });

  it('is left alone when it has an etag, as folders read from a URL have', async () => {
    const remote = new LocalDocsPreparer(preparing('commit-1'));
    await expect(remote.prepare(entity, { etag: 'commit-1' })).resolves.toEqual(
      { preparedDir: folder.path, etag: 'commit-1' },
    );
  });
});
