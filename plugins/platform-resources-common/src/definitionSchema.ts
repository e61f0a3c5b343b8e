/** JSON Schema of `spec.platform`; messages are made of its titles and errors. */
export const definitionSchema = {
  type: 'object',
  required: ['overlay', 'provider'],
  additionalProperties: false,
  properties: {
    overlay: {
      type: 'string',
      pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
      maxLength: 63,
      not: { enum: ['node', 'discovered', 'deployment'] },
    },
    provider: { type: 'string', pattern: '^[a-z][a-z0-9-]*$', maxLength: 63 },
    providerConfig: { type: 'object' },
    schema: { type: ['object', 'boolean'] },
    instances: { type: 'string', pattern: '^(/([^~/]|~[01])+)+$' },
    entitlement: { enum: ['default', 'request'] },
    tags: {
      type: 'object',
      propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$' },
      additionalProperties: { enum: ['required', 'optional'] },
    },
    approval: {
      type: 'object',
      required: ['when'],
      additionalProperties: false,
      properties: {
        when: { enum: ['never', 'destructive', 'always'] },
        by: {
          type: 'string',
          pattern: '^(owner|tenant-admin|group:[a-z0-9._-]+/[a-z0-9._-]+)$',
        },
      },
    },
    deletion: {
      type: 'object',
      required: ['retain'],
      additionalProperties: false,
      properties: {
        retain: {
          type: 'string',
          pattern:
            '^P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$',
        },
      },
    },
    quota: {
      type: 'object',
      required: ['default'],
      additionalProperties: false,
      properties: { default: { type: 'integer', minimum: 0 } },
    },
    cost: { type: 'string', minLength: 1, maxLength: 2000 },
    actions: {
      type: 'array',
      maxItems: 50,
      items: {
        type: 'object',
        required: ['id', 'title'],
        additionalProperties: false,
        properties: {
          id: {
            type: 'string',
            pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
            maxLength: 63,
          },
          title: { type: 'string', minLength: 1, maxLength: 100 },
          description: { type: 'string', maxLength: 1000 },
          edit: {
            type: 'object',
            required: ['schema', 'patch'],
            additionalProperties: false,
            properties: {
              schema: { type: 'object' },
              patch: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  required: ['op', 'path'],
                  properties: {
                    op: { enum: ['add', 'remove', 'replace'] },
                    path: { type: 'string' },
                  },
                },
              },
            },
          },
          run: {
            type: 'object',
            additionalProperties: false,
            properties: { schema: { type: 'object' } },
          },
        },
        oneOf: [{ required: ['edit'] }, { required: ['run'] }],
      },
    },
  },
};
