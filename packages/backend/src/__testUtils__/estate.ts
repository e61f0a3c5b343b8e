/** A company of two tenants and those who run its portal, for the stories of tests. */
export const personas = ['olga', 'adam', 'petra', 'paul', 'tara'] as const;

const group = (
  namespace: string,
  name: string,
  spec = 'type: team, children: []',
) => `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: ${name}, namespace: ${namespace} }
spec: { ${spec} }
`;

const user = (name: string, memberOf: string) => `
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ${name} }
spec: { memberOf: [${memberOf}] }
`;

/** Its people: an operator, an auditor, two of payments, one of trading. */
export const organisation = [
  group('platform', 'operators'),
  group('default', 'audit'),
  group('payments', 'payments'),
  group('payments', 'checkout', 'type: team, parent: payments, children: []'),
  group('trading', 'trading'),
  user('olga', 'group:platform/operators'),
  user('adam', 'group:default/audit'),
  user('petra', 'group:payments/checkout'),
  user('paul', 'group:payments/payments'),
  user('tara', 'group:trading/trading'),
].join('---');

/** @param repositories - the base URL of the tenants' repositories */
export const tenants = (repositories: string) => `
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: payments, title: Payments }
spec:
  groups: [group:payments/payments]
  admins: [user:default/paul]
  namespaces: [payments]
  locations: ['${repositories}/payments/']
---
apiVersion: commonhold.io/v1alpha1
kind: Tenant
metadata: { name: trading, title: Trading }
spec:
  groups: [group:trading/trading]
  namespaces: [trading]
  locations: ['${repositories}/trading/']
`;

export const component = (options: {
  name: string;
  namespace: string;
  owner: string;
  metadata?: string;
  spec?: string;
}) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${options.name}
  namespace: ${options.namespace}
  description: What the word ${options.name.replaceAll('-', '')} stands for
  ${options.metadata ?? ''}
spec: { type: service, lifecycle: production, owner: ${options.owner}${
  options.spec ? `, ${options.spec}` : ''
} }
`;

const ofCheckout = (name: string, metadata?: string, spec?: string) =>
  component({
    name,
    namespace: 'payments',
    owner: 'group:payments/checkout',
    metadata,
    spec,
  });

/** What payments owns: for itself, for everyone, for trading, for one team. */
export const payments = [
  ofCheckout('checkout'),
  ofCheckout(
    'exchange-rates',
    'annotations: { commonhold.io/visibility: shared }',
    'dependsOn: [component:payments/checkout, component:payments/ledger]',
  ),
  ofCheckout(
    'ledger',
    'annotations: { commonhold.io/shared-with: "trading, cards" }',
  ),
  ofCheckout(
    'fraud-rules',
    'annotations: { commonhold.io/visibility: private }',
  ),
].join('---');

export const trading = component({
  name: 'orderbook',
  namespace: 'trading',
  owner: 'group:trading/trading',
});
