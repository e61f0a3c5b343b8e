import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { EntitiesField } from './EntitiesField';

function Groups() {
  const [groups, setGroups] = useState<readonly string[]>([]);
  return (
    <>
      <EntitiesField
        id="groups"
        label="Groups"
        kinds={['Group']}
        value={groups}
        onChange={setGroups}
      />
      <output>{groups.join()}</output>
    </>
  );
}

function show() {
  const group = (name: string, title: string) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'cards', title },
    spec: { type: 'team', children: [] },
  });
  renderInTestApp(<Groups />, {
    apis: [
      [
        catalogApiRef,
        catalogApiMock({
          entities: [group('issuing', 'Issuing'), group('fraud', 'Fraud')],
        }),
      ],
    ],
  });
}

describe('EntitiesField', () => {
  it('offers what the catalog has, by title', async () => {
    show();
    await userEvent.type(await screen.findByLabelText('Groups'), 'Iss');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await userEvent.click(screen.getByRole('option'));
    expect(screen.getByRole('status')).toHaveTextContent('group:cards/issuing');
  });

  it('takes a ref that was typed, when one goes on', async () => {
    show();
    await userEvent.type(
      await screen.findByLabelText('Groups'),
      'group:cards/new',
    );
    await userEvent.tab();
    expect(screen.getByRole('status')).toHaveTextContent('group:cards/new');
  });
});
