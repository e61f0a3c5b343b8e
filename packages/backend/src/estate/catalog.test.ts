import {
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  isApiEntity,
  isGroupEntity,
  isUserEntity,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
  type KindValidator,
} from '@backstage/catalog-model';
import { parse } from 'yaml';
import {
  byRef,
  entities,
  listEstateFiles,
  loaded,
  refOf,
  referencesOf,
  targets,
} from './readEstate';

const VALIDATORS: Record<string, KindValidator> = {
  API: apiEntityV1alpha1Validator,
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Resource: resourceEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

describe('the demo estate', () => {
  describe('is a catalog', () => {
    const policy = EntityPolicies.allOf([
      new SchemaValidEntityPolicy(),
      new DefaultNamespaceEntityPolicy(),
      new NoForeignRootFieldsEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ]);

    it.each(
      loaded.map(({ entity, file }) => [refOf(entity), file, entity] as const),
    )('%s in %s is valid', async (_, __, entity) => {
      await policy.enforce(structuredClone(entity));
      expect(Object.keys(VALIDATORS)).toContain(entity.kind);
      await expect(VALIDATORS[entity.kind].check(entity)).resolves.toBe(true);
    });

    it('names each entity once', () => {
      const refs = entities.map(refOf);
      expect(refs.filter((ref, index) => refs.indexOf(ref) !== index)).toEqual(
        [],
      );
    });

    it('loads every file of the estate', () => {
      const files = listEstateFiles('.yaml')
        .filter(file => !['catalog.yaml', 'tenants.yaml'].includes(file))
        .map(file => `./${file}`);
      expect([...targets].sort()).toEqual(files.sort());
    });

    it('refers to nothing that is not there', () => {
      const missing = entities.flatMap(entity =>
        referencesOf(entity)
          .filter(ref => !byRef.has(ref))
          .map(ref => `${refOf(entity)} → ${ref}`),
      );
      expect(missing).toEqual([]);
    });

    it('gives a title and a description to everything', () => {
      const bare = entities.filter(
        ({ metadata }) => !metadata.title || !metadata.description,
      );
      expect(bare.map(refOf)).toEqual([]);
    });

    it('shows nothing from the network in the pictures of people', () => {
      const pictures = entities.filter(
        entity =>
          (isUserEntity(entity) || isGroupEntity(entity)) &&
          entity.spec.profile?.picture,
      );
      expect(pictures.map(refOf)).toEqual([]);
    });

    it('leaves the tenant of an entity to the portal', () => {
      const stamped = entities.filter(entity => 'tenancy' in entity.metadata);
      expect(stamped.map(refOf)).toEqual([]);
    });
  });
  describe('defines its APIs', () => {
    const apis = entities.filter(isApiEntity);
    const ofType = (type: string) =>
      apis
        .filter(api => api.spec.type === type)
        .map(api => [refOf(api), api.spec.definition] as const);

    it('as OpenAPI, AsyncAPI or gRPC', () => {
      const types = new Set(apis.map(api => api.spec.type));
      expect([...types].sort()).toEqual(['asyncapi', 'grpc', 'openapi']);
    });

    it.each(ofType('openapi'))('%s as OpenAPI', (_, definition) => {
      const document = parse(definition);
      expect(document.openapi).toBe('3.0.3');
      expect(Object.keys(document.paths)).not.toEqual([]);
      expect(missingSchemas(document)).toEqual([]);
    });

    it.each(ofType('asyncapi'))('%s as AsyncAPI', (_, definition) => {
      const document = parse(definition);
      expect(document.asyncapi).toBe('2.6.0');
      expect(Object.keys(document.channels)).not.toEqual([]);
      expect(missingSchemas(document)).toEqual([]);
    });

    it.each(ofType('grpc'))('%s as gRPC', (_, definition) => {
      expect(definition).toMatch(
        /^syntax = "proto3";\n\npackage meridian\.[\s\S]*service \w+ \{\n( {2}rpc \w+\(\w+\) returns \((stream )?\w+\);\n)+\}/,
      );
      const used = [
        ...definition.matchAll(
          /rpc \w+\((\w+)\) returns \((?:stream )?(\w+)\)/g,
        ),
      ].flatMap(([, request, reply]) => [request, reply]);
      for (const message of used) {
        expect(definition).toContain(`message ${message} {`);
      }
    });
  });
});

function missingSchemas(document: {
  components: { schemas: Record<string, unknown> };
}): string[] {
  return [
    ...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g),
  ]
    .map(([, name]) => name)
    .filter(name => !(name in document.components.schemas));
}
