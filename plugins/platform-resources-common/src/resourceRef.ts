/**
 * Names a resource: `APPLICATION#OVERLAY/INSTANCE@LEAF`, such as
 * `system:payments/checkout#postgresql/orders@prod/eu-west/pay-1`.
 *
 * Unambiguous, though an instance may hold `/` and `@`: overlays hold neither
 * `/` nor `@`, and leaves are paths of node names, or `.` for a topology
 * without nodes.
 *
 * @public
 */
export type ResourceRef = string & { readonly __brand: 'ResourceRef' };

/**
 * What a resource ref is made of.
 *
 * @public
 */
export type ResourceAddress = {
  /** Full entity ref in lower case. */
  readonly application: string;
  /** Name of the overlay files that configure the component. */
  readonly overlay: string;
  /** Name of the instance; the overlay's where the component has no instances. */
  readonly instance: string;
  /** Path of the topology's leaf; `.` for the root. */
  readonly leaf: string;
};

const REF = /^([^#]+)#([^/@#]+)\/(.+)@(\.|[a-z0-9-]+(?:\/[a-z0-9-]+)*)$/s;

/** @public */
export function formatResourceRef(address: ResourceAddress): ResourceRef {
  const { application, overlay, instance, leaf } = address;
  const ref = `${application}#${overlay}/${instance}@${leaf}`;
  if (!REF.test(ref)) {
    throw new RangeError(`"${ref}" does not name a resource`);
  }
  return ref as ResourceRef;
}

/**
 * @throws RangeError if the text is not a resource ref
 * @public
 */
export function parseResourceRef(ref: string): ResourceAddress {
  const match = REF.exec(ref);
  if (!match) {
    throw new RangeError(
      `"${ref}" is not a resource ref: write it like system:payments/checkout#postgresql/orders@prod/eu-west`,
    );
  }
  const [, application, overlay, instance, leaf] = match;
  return { application, overlay, instance, leaf };
}
